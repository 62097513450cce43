import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { plainPath, type SourceKind, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { type Fix, replace, safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferCopyOverAdd",
  aliases: ["DL3020", "trivy:DS-0005"],
  language: "dockerfile",
  mentions: ["add"],
  category: "correctness",
  severity: "warning",
  summary: "ADD takes plain local files, for which COPY is the plainer instruction.",
  check: ({ dockerfile, report }) => {
    for (const add of dockerfile.all("ADD")) {
      const sources = sourcePaths(add).map((word) => ({ word, kind: sourceKind(word) }));
      const plain = sources.find(({ kind }) => kind === "folder" || kind === "file" || kind === "unknown" || kind === "zip");
      const isMixed = sources.some(({ kind }) => isForAdd(kind));
      const what = isMixed && plain ? `"${plainPath(plain.word)}" is neither, so that COPY is enough for it` : "these are plain files, for which COPY is enough";
      if (plain) report(add.keywordSpan, `ADD is for archives and remote files; ${what}.`, isMixed ? undefined : toCopy(dockerfile.text, add, sources.map(({ kind }) => kind)));
      // What a variable holds may be an archive or a URL.
      else if (sources.some(({ kind }) => kind === "variable")) report.as("off")(add.keywordSpan, "ADD may unpack or fetch what this variable names; COPY never does.");
    }
  },
});

/** An archive is recognized by its content, so only a name with another extension, or a folder, is beyond doubt. */
function toCopy(text: string, add: CopyInstruction, kinds: readonly string[]): Fix | undefined {
  if (add.flags.some(({ name }) => name === "checksum" || name === "keep-git-dir" || name === "unpack")) return undefined;
  if (kinds.includes("variable")) return undefined;
  const fix = kinds.includes("unknown") ? suggestion : safeFix;
  return fix("Use COPY", replace(add.keywordSpan, text[add.keywordSpan.start] === "a" ? "copy" : "COPY"));
}

/** What COPY cannot do. */
function isForAdd(kind: SourceKind): boolean {
  return kind === "url" || kind === "git" || kind === "tar" || kind === "compressed";
}
