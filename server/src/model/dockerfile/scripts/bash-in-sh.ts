import { memoize } from "../../../base/memoize.ts";
import { type BashSyntax, bashSyntax } from "../../shell/bash-syntax.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type ScriptInstruction, scriptOf } from "./scripts.ts";

/** The first thing in a script for `sh` that only bash understands, where `sh` is known not to be bash. */
export interface BashInSh {
  readonly syntax: BashSyntax;
  readonly instruction: ScriptInstruction;
  /** `dash` or `BusyBox`, for messages. */
  readonly shell: string;
}

export function bashInSh(dockerfile: Dockerfile): BashInSh[] {
  return dockerfile.stages.flatMap((stage) => {
    // An image that only its tag tells about may have SHELL set.
    const { distribution, isKnown, setsShell } = baseFacts(stage);
    if (!isKnown || setsShell) return [];
    if (distribution !== "debian" && distribution !== "alpine") return [];
    return stage.instructions.flatMap((instruction) => {
      if (instruction.kind !== "RUN" && instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT" && instruction.kind !== "HEALTHCHECK") return [];
      const syntax = firstIn(dockerfile, instruction, distribution === "alpine");
      return syntax === undefined || replacesShell(dockerfile) ? [] : [{ syntax, instruction, shell: distribution === "alpine" ? "BusyBox" : "dash" }];
    });
  });
}

/** What every text has that holds such syntax, so that few scripts are looked through at each keystroke. */
const mayHold = /\b(?:source|let|pushd|popd|shopt|declare|typeset|mapfile|readarray)\b|\[\[|<<<|&>|==|[<>]\(|=\(|\{[^\s}]{0,200}?(?:,|\.\.)|\$\{[^}]{0,200}?[/:,^]/;

function firstIn(dockerfile: Dockerfile, instruction: ScriptInstruction, isBusybox: boolean): BashSyntax | undefined {
  const text = dockerfile.written(instruction);
  // Somebody who asks which shell it is knows that it may be another one.
  if (!mayHold.test(text) || /\bBASH(?:_VERSION)?\b/.test(text)) return undefined;
  const { script, shell, facts } = scriptOf(dockerfile, instruction);
  if (script === undefined || shell !== "sh" || script.faults.length > 0) return undefined;
  const tried = new Set(facts.commands.filter(({ isFailureIgnored }) => isFailureIgnored).map(({ command }) => command));
  return bashSyntax(script).find(({ isInBusybox, command }) => !(isBusybox && isInBusybox) && !(command !== undefined && tried.has(command)));
}

/** Whether a step puts another shell in the place of sh. */
const replacesShell = memoize(({ text }: Dockerfile): boolean => /\b(?:ln|mv|cp|update-alternatives)\b[^\n]{0,200}\/bin\/sh\b|\bln\b[^\n]{0,100}\bbash\s+sh\b|dash\/sh\b|reconfigure[^\n]{0,200}\bdash\b/.test(text));
