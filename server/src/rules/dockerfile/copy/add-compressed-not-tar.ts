import { plainPath, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AddCompressedNotTar",
  aliases: [],
  language: "dockerfile",
  mentions: ["bz", "gz", "lz", "lzma", "xz", "z", "zst"],
  category: "correctness",
  severity: "hint",
  summary: "ADD takes a compressed file that is no tar archive, which it does not unpack.",
  check: ({ dockerfile, report }) => {
    for (const add of dockerfile.all("ADD")) {
      const kinds = sourcePaths(add).map((word) => ({ word, kind: sourceKind(word) }));
      const isPlain = kinds.every(({ kind }) => kind === "compressed" || kind === "zip" || kind === "file" || kind === "folder");
      const hasOwnFlag = add.flags.some(({ name }) => name === "checksum" || name === "keep-git-dir" || name === "unpack");
      const fix = isPlain && !hasOwnFlag ? suggestion("Use COPY", replace(add.keywordSpan, dockerfile.text[add.keywordSpan.start] === "a" ? "copy" : "COPY")) : undefined;
      for (const { word, kind } of kinds) {
        if (kind === "compressed") report(word, `ADD unpacks tar archives only: "${plainPath(word)}" is copied as it is, unless it is one in spite of its name.`, fix);
      }
    }
  },
});
