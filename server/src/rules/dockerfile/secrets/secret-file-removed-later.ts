import { isCredentialFile } from "../../../model/dockerfile/secrets/credential-files.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SecretFileRemovedLater",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "error",
  summary: "A file with credentials is copied by one instruction and deleted by a later one, where it stays readable.",
  check: ({ dockerfile, report }) => {
    const copied = new Map<Stage, { name: string; start: number }[]>();
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const stage = dockerfile.stageOf(copy);
      if (!stage || copiesFrom(copy) !== undefined) continue;
      for (const word of sourcePaths(copy)) {
        const path = plainPath(word);
        if (!isCredentialFile(path) && fileName(path) !== ".npmrc") continue;
        const given = copy.destination ? plainPath(copy.destination) : "";
        const entry = { name: given.endsWith("/") || copy.sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(given) ? fileName(path) : fileName(given), start: copy.span.start };
        copied.set(stage, [...(copied.get(stage) ?? []), entry]);
      }
    }
    for (const { stage, script, run } of copied.size === 0 ? [] : runSteps(dockerfile)) {
      const files = copied.get(stage) ?? [];
      for (const { paths } of files.length === 0 ? [] : script.facts.removals) {
        for (const { path, span, extent } of paths) {
          const file = files.find(({ name, start }) => start < run.span.start && name === fileName(path));
          if (file && extent === "all") report(span, `Deleting "${file.name}" here hides it only: the layer that COPY made still holds it.`);
        }
      }
    }
  },
});
