import type { PackageCommand } from "../../shell/packages.ts";
import type { RunStep } from "../scripts/run-steps.ts";
import { stageVariable } from "../variables/stage-variables.ts";

const optionsName = /(?:opt(?:ion)?|arg(?:ument)?|flag|param(?:eter)?|switch)(?:e?s)?(?:_|$)/i;

/** Whether a variable among the words of a call may stand for options: its value begins with a dash, its name says so, or it is all that a function was given. */
export function mayHoldOptions({ stage, run }: RunStep, { invocation }: PackageCommand): boolean {
  return invocation.arguments.some((word) => {
    const [, plain, braced] = (word.hasExpansion && /^\$(?:(\w+|[@*])|\{(\w+|[@*])[^}]*\})$/.exec(word.unquoted)) || [];
    const name = plain ?? braced;
    if (name === undefined) return false;
    return /^[@*]$/.test(name) || optionsName.test(name) || /^-/.test(stageVariable(stage, name, run.span.start) ?? "");
  });
}
