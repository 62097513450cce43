import { copiesFrom, plainPath, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { resolvePath } from "../../../model/shell/working-directory.ts";
import { changeWord } from "../../dockerfile-edits.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyOutsideContext",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A source of COPY or ADD climbs out of the build context, which is not possible.",
  check: ({ dockerfile, use, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      if (copiesFrom(copy) !== undefined) continue;
      for (const word of sourcePaths(copy)) {
        const path = plainPath(word);
        const kind = sourceKind(word);
        if (kind === "url" || kind === "git" || path.includes("$") || !leaves(path)) continue;
        const inside = resolvePath("/", path.startsWith("/") ? path.slice(1) : path)!.slice(1);
        const target = inside === "" ? "." : inside;
        const edit = changeWord(word, path, target);
        // Where the context is known, another rule tells whether the file is there.
        (use.isKnown ? report.as("info") : report)(word, `"${path}" cannot leave the build context: the builder takes "${target}" in it instead.`, edit && safeFix(`Change to ${target}`, edit));
      }
    }
  },
});

function leaves(path: string): boolean {
  let depth = 0;
  for (const part of path.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}
