import { isKnown } from "../../eval/resolved-bake.ts";
import { buildNeeds } from "../../model/dockerfile/scripts/build-needs.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeEntitlementUnused",
  language: "cross-file",
  category: "security",
  severity: "info",
  summary: "A target asks for an entitlement that no step of its Dockerfile needs.",
  check: ({ bake, links, report }) => {
    const places = links.filter(({ target }) => !target.name.startsWith("_")).flatMap(({ target, dockerfile }) => target.entitlements.map((item) => ({ item, target, dockerfile, key: `${item.uri} ${item.span.start}` })));
    const used = new Set(places.flatMap(({ item, target, dockerfile, key }) => {
      // `network = "host"` brings its entitlement with it.
      const isFromNetwork = target.network?.value === "host" && item.value === "network.host";
      if (!isKnown(item.value) || !dockerfile?.dockerfile || isFromNetwork) return [key];
      const name = item.value.replace(/=.*$/s, "");
      return buildNeeds(dockerfile.dockerfile).some(({ kind, id }) => kind === "entitlement" && id === name) ? [key] : [];
    }));
    for (const { item, key } of places) {
      if (used.has(key) || !isKnown(item.value)) continue;
      const edit = removeValue(bake, item);
      report(item, `No step of the Dockerfile needs ${item.value}.`, edit && suggestion("Remove it", edit));
    }
  },
});
