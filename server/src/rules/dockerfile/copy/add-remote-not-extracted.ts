import { fileName, isRemoteTar, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { usesOfStage } from "../../../model/dockerfile/stages/stage-references.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AddRemoteNotExtracted",
  aliases: [],
  language: "dockerfile",
  mentions: ["tar", "tbz", "tgz", "tlz", "tpz", "txz", "tz", "tzst"],
  category: "correctness",
  severity: "info",
  summary: "A remote archive is added and nothing unpacks it; ADD does so for local ones only.",
  check: ({ dockerfile, report }) => {
    for (const add of dockerfile.all("ADD")) {
      const stage = dockerfile.stageOf(add);
      if (!stage || add.flags.some(({ name }) => name === "unpack") || !add.destination || usesOfStage(stage).length > 0) continue;
      const destination = plainPath(add.destination);
      // Given a name of its own, the archive itself is what somebody wants.
      if (!/\/$|\/[^/.]+$/.test(destination)) continue;
      const runs = ownOfKind(stage, "RUN");
      // A generated file of so many steps is not worth looking through for each archive.
      for (const word of runs.length > 200 ? [] : sourcePaths(add)) {
        if (!isRemoteTar(plainPath(word))) continue;
        const name = fileName(plainPath(word)).replace(/[?#].*$/, "");
        const isUsed = runs.some(({ span }) => span.start > add.span.start && mentions(dockerfile.written(span), name));
        if (!isUsed) report(word, `ADD unpacks local archives only; "${name}" stays packed.`, suggestion("Add --unpack", insertAfter(add.keywordSpan, " --unpack=true")));
      }
    }
  },
});

function mentions(command: string, name: string): boolean {
  return command.includes(name) || /\b(?:tar|bsdtar|gunzip|unzip|unxz)\b/.test(command);
}
