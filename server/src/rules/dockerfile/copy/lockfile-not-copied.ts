import { isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { copiesFrom, fileName, plainPath, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { type ProjectInstall, projectInstalls } from "../../../model/dockerfile/packages/project-installs.ts";
import { callSpan } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LockfileNotCopied",
  aliases: [],
  language: "dockerfile",
  mentions: ["deployment", "frozen", "immutable", "locked", "npm", "pipenv"],
  category: "reproducibility",
  severity: "warning",
  summary: "An install that goes by the lock file runs before the lock file was copied.",
  check: ({ dockerfile, report }) => {
    const seen = new Set<string>();
    for (const install of projectInstalls(dockerfile)) {
      const { step, command, lockFiles, needsLock } = install;
      const key = `${step.stage.index} ${command.manager}`;
      if (!needsLock || seen.has(key)) continue;
      seen.add(key);
      const manifest = manifestAlone(install);
      if (!manifest) continue;
      const fix = suggestion(`Copy ${lockFiles[0]!} with it`, insertAfter(manifest, ` ${plainPath(manifest).replace(/[^/]*$/, "")}${lockFiles[0]!}`));
      report(callSpan(command), `This install needs ${lockFiles[0]!}, which no COPY above brings along.`, manifest.text.startsWith('"') ? undefined : fix);
    }
  },
});

/** The manifest where it was copied by its name, when nothing that was copied or mounted could be the lock file. */
function manifestAlone({ step, manifests, lockFiles }: ProjectInstall): Word | undefined {
  const { run, stage } = step;
  if (step.mounts.some(({ type }) => type === "bind") || lockFiles.some((name) => isCopiedByName(stage, name, run.span.start) || stage.dockerfile.written(run).includes(name))) return undefined;
  let manifest: Word | undefined;
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (link === stage && instruction.span.start >= run.span.start) break;
      if (instruction.kind === "RUN" && /\b(?:git|curl|wget|init|lock|cp|mv|tar|npm|yarn|pnpm|bun|uv|unzip)\b/.test(stage.dockerfile.written(instruction))) return undefined;
      if (instruction.kind !== "COPY" && instruction.kind !== "ADD") continue;
      if (copiesFrom(instruction) !== undefined) return undefined;
      for (const word of sourcePaths(instruction)) {
        const name = fileName(plainPath(word));
        if (sourceKind(word) !== "file" && !manifests.includes(name) && !/^\.[\w-]+rc$/.test(name)) return undefined;
        if (/[*?[]/.test(name)) return undefined;
        if (manifests.includes(name)) manifest = word;
      }
    }
  }
  return manifest;
}
