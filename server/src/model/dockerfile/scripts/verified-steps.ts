import { memoize } from "../../../base/memoize.ts";
import type { Spanned } from "../../../base/span.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { Stage } from "../dockerfile.ts";
import { type RunStep, stepsOf } from "./run-steps.ts";
import type { InstructionScript } from "./scripts.ts";

const checks = /^(?:sha(?:1|224|256|384|512)sum|shasum|b2sum|md5sum|gpg2?|gpgv|cosign|minisign|signify|openssl|rpm(?:keys)?|slsa-verifier|gh)$/;

/** The first command of a step that compares a checksum or a signature. */
export function verification({ script }: RunStep): Invocation | undefined {
  return script.invocations.find(verifies);
}

/** Whether something behind `offset` in the step compares a checksum or a signature. */
export function isVerifiedAfter({ script }: RunStep, offset: number): boolean {
  return (lastVerification(script).invocation?.span.start ?? -1) > offset;
}

const lastVerification = memoize(({ invocations }: InstructionScript) => ({ invocation: invocations.findLast(verifies) }));

/** Whether a later step of the stage compares a checksum or a signature, in PowerShell too. */
export function isVerifiedLater(stage: Stage, { span }: Spanned): boolean {
  const isCompared = stepsOf(stage).some((step) => step.run.span.start > span.start && verification(step) !== undefined);
  return isCompared || stage.instructions.some((later) => later.kind === "RUN" && later.span.start > span.start && /\bGet-FileHash\b/i.test(stage.dockerfile.written(later)));
}

function verifies({ name, words, use }: Invocation): boolean {
  if (!checks.test(name)) return false;
  const text = words.map((word) => word.unquoted).join(" ");
  if (/sum$/.test(name) || name === "shasum") return /\s(?:-[a-z]*c[a-z]*|--check)\b/.test(text) || isCompared(use);
  if (name === "gpg" || name === "gpg2") return /--(?:batch )?.*verify|--decrypt|\s-d\b/.test(text);
  if (name === "openssl") return /\b(?:dgst|verify|cms|smime)\b/.test(text);
  return name === "gh" ? /attestation/.test(text) : /verify|^gpgv|-V|-K|--check/.test(text);
}

/** Whether what a command prints is compared: `[ "$(sha256sum a | cut -c1-64)" = … ]`, `sha256sum a | grep …`. */
function isCompared(use: Invocation["use"]): boolean {
  if (use?.scope.kind === "substitution") return true;
  return use?.pipeline.commands.slice(use.pipelineIndex + 1).some((next) => next.kind === "command" && /^(?:[ef]?grep|cmp|diff)$/.test(next.name?.unquoted ?? "")) ?? false;
}
