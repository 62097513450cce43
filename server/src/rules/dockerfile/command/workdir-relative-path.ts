import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { expandIn, scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import { fixedPlatform, isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { beginsForShell } from "../../../model/dockerfile/variables/unexpanded-texts.ts";
import { stepsOf } from "../../../model/dockerfile/steps.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WorkdirRelativePath",
  aliases: ["DL3000", "buildkit:WorkdirRelativePath", "trivy:DS-0009"],
  language: "dockerfile",
  mentions: ["workdir"],
  category: "correctness",
  severity: "warning",
  summary: "A relative WORKDIR depends on where the base image happens to be.",
  check: ({ dockerfile, report }) => {
    const settled = new Set<Stage>();
    for (const stage of dockerfile.stages) {
      let isSettled = stage.base.kind === "stage" && settled.has(stage.base.stage);
      for (const { instruction, isTriggered, place } of stepsOf(stage)) {
        if (instruction.kind !== "WORKDIR" || !instruction.words[0]) continue;
        const word = instruction.words[0];
        const scope = scopeBefore(stage, instruction);
        const { value, isExact, unset } = expandIn(scope, word.text, dockerfile.tree.escape);
        const isFirst = !isSettled;
        isSettled = true;
        if (!isFirst || isAbsolute(value, fixedPlatform(stage)?.os === "windows")) continue;
        const message = `The relative path "${word.text}" starts from the working directory of the base image, which may change.`;
        // An ARG without a value gets one from the command line, a variable may come from the base image, what a shell would replace is a mistake of its own, and a path of Windows is absolute when the build is for Windows.
        if (isTriggered || !isExact || beginsForShell(value) || unset.some((name) => scope.find(name)) || isAbsolute(value, isForWindows(stage)) || mayBeOfWindows(stage, value)) report.as("off")(isTriggered ? place : word, message);
        else report(word, message, word.text === value ? suggestion(`Change it to /${value}`, insertBefore(word, "/")) : undefined);
      }
      if (isSettled) settled.add(stage);
    }
  },
});

function isAbsolute(path: string, isWindows: boolean): boolean {
  if (!isWindows) return path.startsWith("/");
  return /^(?:[a-z]:)?[\\/]/i.test(path);
}

/** Whether a path begins with the letter of a drive, where nothing tells that the base is no image of Windows. */
function mayBeOfWindows(stage: Stage, path: string): boolean {
  return /^[a-z]:/i.test(path) && !baseFacts(stage).isKnown;
}
