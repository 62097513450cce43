import type { Span } from "../../../base/span.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { fileName } from "../files/copy-paths.ts";
import { isAtOrBelow } from "../files/mounts.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";

export interface LeakedSecret {
  readonly stage: Stage;
  readonly span: Span;
  readonly into: "image" | "log";
}

/** Commands that put the content of a mounted secret where it stays. */
export function leakedSecrets(dockerfile: Dockerfile): LeakedSecret[] {
  return runSteps(dockerfile).flatMap((step) => {
    const files = secretFiles(step);
    const variables = secretVariables(step);
    if (files.length === 0 && variables.length === 0) return [];
    return step.script.invocations.flatMap((invocation) => leakOf(step, invocation, files) ?? printed(step, invocation, variables) ?? []);
  });
}

/** Where the secrets of a step are; those that are only variables have no file. Certificates of authorities are no secrets, though they are often mounted as such. */
function secretFiles({ mounts }: RunStep): string[] {
  return mounts.flatMap((mount) => {
    if (mount.type !== "secret") return [];
    const find = (name: string) => mount.options.find(({ key }) => key.toLowerCase() === name)?.value;
    if (mount.target !== undefined) return [mount.target];
    const id = find("id") ?? (find("source") ?? find("src"))?.replace(/^.*\//, "");
    return id === undefined || find("env") !== undefined || id.includes("$") ? [] : [`/run/secrets/${id}`];
  }).filter((path) => !isCertificate(fileName(path)));
}

function isCertificate(name: string): boolean {
  return /\.(?:crt|cer)$|(?:^|[^a-z]|root|corp|company)ca(?:[^a-z]|certs?|bundle|$)|(?:^|[^a-z])cert(?:s|ificates?)?(?:[^a-z]|$)/i.test(name) && !/key/i.test(name);
}

/** Where distributions keep the authorities that they trust. */
const authorities = /^(?:\/usr\/local\/share\/ca-certificates|\/usr\/share\/pki|\/etc\/(?:ssl\/certs|ca-certificates|pki\/ca-trust|pki\/trust))\//;

/** The variables that hold secrets of a step. */
function secretVariables({ mounts }: RunStep): string[] {
  return mounts.flatMap(({ type, options }) => {
    const name = type === "secret" ? options.find(({ key }) => key.toLowerCase() === "env")?.value : undefined;
    return name !== undefined && /^[A-Za-z_]\w*$/.test(name) ? [name] : [];
  });
}

/** What echo or printf makes of a secret's variable, unless another program reads it. */
function printed(step: RunStep, { name, arguments: words, use, outer, span }: Invocation, variables: readonly string[]): LeakedSecret | undefined {
  if (!/^(?:echo|printf)$/.test(name) || !use || outer !== undefined || !isPlainlyRun(use)) return undefined;
  const holds = words.some(({ text }) => !text.startsWith("'") && variables.some((variable) => new RegExp(`(?<!\\\\)\\$(?:${variable}\\b|\\{${variable}\\})`).test(text)));
  return holds ? writtenTo(step, use, span) : undefined;
}

function leakOf(step: RunStep, invocation: Invocation, files: readonly string[]): LeakedSecret | undefined {
  const isSecret = (word: ShellWord | undefined) => word !== undefined && files.includes(word.unquoted);
  const { name, arguments: words, use, span } = invocation;
  if (!use || invocation.outer !== undefined) return undefined;
  if (/^(?:cp|install|mv)$/.test(name)) {
    const destination = words.at(-1);
    if (!words.slice(0, -1).some(isSecret) || !destination || isTransient(step, destination.unquoted, words.find(isSecret)!.unquoted)) return undefined;
    return { stage: step.stage, span, into: "image" };
  }
  if (name !== "cat" || !words.some(isSecret) || !isPlainlyRun(use)) return undefined;
  return writtenTo(step, use, span);
}

/** Whether the output is that of the script: a group, a loop or a function may be redirected as a whole. */
function isPlainlyRun({ scope }: NonNullable<Invocation["use"]>): boolean {
  return scope.kind === "script" || scope.kind === "branch";
}

/** Where the output of a command goes: a file that stays, or the log. */
function writtenTo(step: RunStep, use: NonNullable<Invocation["use"]>, span: Span): LeakedSecret | undefined {
  const output = use.command.redirections.find(({ operator, descriptor }) => /^(?:>|>>|>\|)$/.test(operator) && (descriptor ?? 1) === 1)?.target;
  if (output) return isTransient(step, output.unquoted, output.unquoted) ? undefined : { stage: step.stage, span, into: "image" };
  return use.pipeline.commands.length === 1 && !use.command.redirections.some(({ operator }) => operator.includes(">")) ? { stage: step.stage, span, into: "log" } : undefined;
}

/** Removed in the same step, on a mount, or no file at all; or the certificate of an authority after all. */
function isTransient({ script, mounts }: RunStep, destination: string, source: string): boolean {
  if (destination.includes("$") || /^\/(?:dev|proc)\//.test(destination) || authorities.test(destination)) return true;
  const file = destination.endsWith("/") ? destination + fileName(source) : destination;
  if (mounts.some(({ target }) => target !== undefined && isAtOrBelow(target, file))) return true;
  const name = fileName(file);
  return script.facts.removals.some(({ paths }) => paths.some(({ path }) => fileName(path) === name || file.startsWith(`${path}/`)))
    || script.invocations.some((other) => /^(?:rm|shred|unlink)$/.test(other.name) && other.words.some((word) => fileName(word.unquoted) === name))
    || script.invocations.some((other) => other.name === "trap" && other.words.some(({ unquoted }) => unquoted.includes(name)));
}
