import { type SharedCache, sharedCaches } from "../../../model/dockerfile/files/shared-caches.ts";
import { stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { type Fix, insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CacheMountIdCollision",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "info",
  summary: "Stages of different systems share one cache, though what one stores does not fit the other.",
  check: ({ dockerfile, report }) => {
    for (const shared of sharedCaches(dockerfile)) {
      const other = stageLabel(shared.other).replace(/^S/, "s");
      report(shared.mount, `The cache "${shared.id}" is also that of ${other}, which is of another system; an id of its own keeps them apart.`, addId(dockerfile.text, shared));
    }
  },
});

function addId(text: string, { mount, stage }: SharedCache): Fix | undefined {
  const end = mount.flag.value?.span.end;
  const name = stage.name?.text ?? `stage-${stage.index}`;
  if (end === undefined || /["'`\\]/.test(text[end - 1]!) || mount.options.some(({ key }) => key.toLowerCase() === "id")) return undefined;
  const id = `${name}-${mount.target!.replace(/^\/|\/$/g, "").replace(/[^\w.-]+/g, "-")}`;
  return suggestion(`Give it the id ${id}`, insert(end, `,id=${id}`));
}
