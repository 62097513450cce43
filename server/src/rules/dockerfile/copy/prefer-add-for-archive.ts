import { copiesFrom, fileName, plainPath, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import type { CopyInstruction, RunInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferAddForArchive",
  aliases: ["DL3010"],
  language: "dockerfile",
  mentions: ["bsdtar", "bunzip", "gunzip", "gzcat", "tar", "uncompress", "unlzma", "unxz", "zcat", "zgz"],
  category: "size",
  severity: "info",
  summary: "A local archive is copied into the image and unpacked by a later RUN, so the image holds it twice.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const copied = ownOfKind(stage, "COPY").flatMap((copy) => archivesOf(copy).map((word) => ({ copy, word })));
      if (copied.length === 0) continue;
      const unpacked = ownOfKind(stage, "RUN").flatMap((run) => unpackedBy(dockerfile, run).map((found) => ({ ...found, start: run.span.start })));
      for (const { copy, word } of copied) {
        const names = namesIn(copy, word);
        // What is compressed but no tar archive ADD leaves as it is.
        if (!unpacked.some(({ name, start, isTar }) => start > copy.span.start && names.has(name) && (isTar || sourceKind(word) === "tar"))) continue;
        report(word, `The archive "${plainPath(word)}" stays in a layer beside what RUN unpacks from it; ADD unpacks it on its own.`);
      }
    }
  },
});

function archivesOf(copy: CopyInstruction): readonly Word[] {
  if (copiesFrom(copy) !== undefined) return [];
  return sourcePaths(copy).filter((word) => /^(?:tar|compressed)$/.test(sourceKind(word)) && !/[*?$]/.test(word.text));
}

/** The names under which the archive may be found: its own, or the one that the destination gives it. */
function namesIn(copy: CopyInstruction, word: Word): ReadonlySet<string> {
  return new Set([fileName(plainPath(word)), ...(copy.destination ? [fileName(plainPath(copy.destination))] : [])]);
}

/** Options with which tar does more than ADD can. */
const furtherOptions = /^--(?:strip-components|strip|transform|xform|exclude|exclude-from|wildcards|files-from|owner|group|mode|keep-old-files|skip-old-files)$|^-[TX]$/;

function unpackedBy(dockerfile: Dockerfile, run: RunInstruction): { readonly name: string; readonly isTar: boolean }[] {
  const { facts } = scriptOf(dockerfile, run);
  const archives = facts.extractions.flatMap(({ tool, archive, options }) => (tool === "tar" && archive && !options.some(({ name }) => furtherOptions.test(name)) ? [archive] : []));
  const decompressed = facts.invocations.flatMap(({ name, arguments: words }) => (/^(?:gunzip|bunzip2|unlzma|unxz|zcat|gzcat|uncompress|zgz)$/.test(name) ? words : []));
  return [...archives.map((word) => ({ word, isTar: true })), ...decompressed.map((word) => ({ word, isTar: false }))].map(({ word, isTar }) => ({ name: fileName(word.unquoted), isTar }));
}
