import { isIntoHandedFolder } from "../../../model/dockerfile/files/handed-folders.ts";
import { insertAfter, safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UseCopyLink",
  aliases: [],
  language: "dockerfile",
  category: "cache",
  severity: "hint",
  summary: "A COPY --from could be linked, so that a changed base image does not copy the files again.",
  check: ({ dockerfile, report }) => {
    for (const copy of dockerfile.all("COPY")) {
      const stage = dockerfile.stageOf(copy);
      const from = copy.flags.find((flag) => flag.name === "from");
      if (!from?.value || !stage || copy.flags.some((flag) => flag.name === "link" || flag.name === "parents")) continue;
      if (stage.base.kind === "scratch" || !copy.destination?.text.startsWith("/")) continue;
      // An owner by name is looked up in the image, which a linked layer does not see.
      const owner = copy.flags.find((flag) => flag.name === "chown")?.value?.text;
      if (owner !== undefined && !/^\d+(?::\d+)?$/.test(owner)) continue;
      // A linked layer replaces links in the way of its destination, and the owners and modes of the folders above it.
      const fix = isOwnFolder(copy.destination.text) && !isIntoHandedFolder(stage, copy) ? safeFix : suggestion;
      report(from, `COPY --from=${from.value.text} without --link is copied again whenever the layers below change.`, fix("Add --link", insertAfter(copy.keywordSpan, " --link")));
    }
  },
});

function isOwnFolder(destination: string): boolean {
  return /^\/(?:app|code|srv|opt|data|workspace|workdir)(?:\/|$)/.test(destination);
}
