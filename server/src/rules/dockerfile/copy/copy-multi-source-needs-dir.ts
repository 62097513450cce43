import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { isAtOrBelow } from "../../../model/dockerfile/files/mounts.ts";
import { placeIn } from "../../../model/dockerfile/files/places.ts";
import { isSurelyFolder } from "../../../model/dockerfile/files/sure-folders.ts";
import { workdirBefore } from "../../../model/dockerfile/files/workdir.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import type { Edit } from "../../../base/edit.ts";
import { insert, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyMultiSourceNeedsDir",
  aliases: ["DL3021", "trivy:DS-0011"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "COPY or ADD takes several sources to a destination that is not written as a folder.",
  check: ({ dockerfile, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const { destination } = copy;
      // With --parents each source keeps its folders, which the destination then holds.
      if (!destination || copy.sources.length < 2 || copy.flags.some(({ name }) => name === "parents")) continue;
      const path = plainPath(destination);
      if (/[\\/]$/.test(path)) continue;
      // The working directory is a folder, and what a variable holds may end in a slash.
      const stage = dockerfile.stageOf(copy);
      const isOpen = (stage !== undefined && isAtOrBelow(placeIn(stage, copy.span.start, path), workdirBefore(stage, copy.span.start))) || /^\.{1,2}$|\/\.{1,2}$/.test(path) || path.includes("$");
      const isWhole = !/["']/.test(destination.text) || /^(["'])[^"']*\1$/.test(destination.text);
      const fix = path.includes("$") || path.startsWith("<<") || !isWhole ? undefined : safeFix("Add the slash", addSlash(dockerfile.text, destination));
      const isSure = !isOpen && stage !== undefined && isSurelyFolder(stage, copy.span.start, placeIn(stage, copy.span.start, path));
      const why = isSure ? "a folder, to which older builders copy several sources only with a slash at its end" : "which is a folder for sure only with a slash at its end";
      report.as(isOpen ? "off" : isSure ? "hint" : "warning")(destination, `${copy.sources.length} sources go to "${path}", ${why}.`, fix);
    }
  },
});

function addSlash(text: string, { span }: Word): Edit {
  return insert(/["']/.test(text[span.end - 1] ?? "") ? span.end - 1 : span.end, "/");
}
