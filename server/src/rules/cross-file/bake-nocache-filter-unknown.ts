import { closestName } from "../../base/closest-name.ts";
import { nameOfUri } from "../../base/uri.ts";
import { isKnown, textOf } from "../../eval/resolved-bake.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeNocacheFilterUnknown",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "no-cache-filter names a stage that no Dockerfile of the targets with this entry has.",
  check: ({ bake, links, report }) => {
    const known = new Set<string>();
    const places = links.flatMap(({ target, dockerfile }) => target.noCacheFilter.map((item) => ({ item, dockerfile, key: `${item.uri} ${item.span.start} ${textOf(item)}` })));
    // A list that several targets inherit may name a stage of any of them.
    for (const { item, dockerfile, key } of places) {
      if (!isKnown(item.value) || !dockerfile?.dockerfile || dockerfile.dockerfile.findStage(item.value)) known.add(key);
    }
    for (const { item, dockerfile, key } of places) {
      if (known.has(key) || !isKnown(item.value) || !dockerfile?.dockerfile) continue;
      const close = closestName(item.value, dockerfile.dockerfile.stages.flatMap((stage) => stage.name?.text ?? []));
      const edit = close === undefined ? undefined : changeText(bake, item, item.value, close);
      const fix = edit && suggestion(`Change to "${close}"`, edit);
      report(item, `${nameOfUri(dockerfile.uri)} has no stage "${item.value}", so this has no effect.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
    }
  },
});
