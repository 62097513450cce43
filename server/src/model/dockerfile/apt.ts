import type { CommandOption } from "../shell/options.ts";
import type { PackageCommand } from "../shell/packages.ts";
import { stageChain } from "./dockerfile.ts";
import { isOutsideLayer } from "./package-caches.ts";
import { type RunStep, runSteps, stepsOf } from "./run-steps.ts";

export const aptLists = "/var/lib/apt/lists";

/** The last `apt-get update` of a step whose lists stay in the layer. */
export function leftLists(step: RunStep): PackageCommand | undefined {
  const update = step.packageCommands.findLast(({ family, action }) => family === "apt" && action === "update");
  if (update === undefined || isOutsideLayer(step.mounts, aptLists)) return undefined;
  if (step.mounts.some(({ type, target }) => type === "cache" && target === undefined)) return undefined;
  const isInFunction = (command: PackageCommand["invocation"]): boolean => command.use?.scope.functionName !== undefined;
  const isRemoved = step.script.facts.removals.some(({ invocation, paths }) => {
    // What a function does happens where it is called, which may be later.
    if (invocation.span.start < update.span.start && !isInFunction(invocation) && !isInFunction(update.invocation)) return false;
    return paths.some(({ path }) => path.startsWith(aptLists) || aptLists.startsWith(`${path.replace(/\/$/, "")}/`));
  });
  return isRemoved ? undefined : update;
}

/** Steps behind this one, in its stage or in those built on it, that install with apt before they update the lists themselves. */
export function laterListUsers(step: RunStep): RunStep[] {
  return followers(step).filter(({ packageCommands }) => {
    const first = packageCommands.find(({ family, action }) => family === "apt" && (action === "update" || action === "install" || action === "upgrade"));
    return first !== undefined && first.action !== "update";
  });
}

/** Whether a later step runs a script of which nothing is known, and which might use apt. */
export function runsScriptsLater(step: RunStep): boolean {
  return followers(step).some(({ script }) => script.invocations.some(({ words, name }) => /\.(?:sh|bash)$/.test(name) || words.some((word) => /\.(?:sh|bash)$/.test(word.unquoted))));
}

/** The first install behind a step is what counts: one that updates makes new lists for all after it. */
function followers(step: RunStep): RunStep[] {
  const own = stepsOf(step.stage).filter((other) => other.run.span.start > step.run.span.start);
  const derived = runSteps(step.dockerfile).filter((other) => other.stage !== step.stage && stageChain(other.stage).includes(step.stage));
  return [...own, ...derived];
}

/** The options of an apt call that set `APT::Install-Recommends` or another key by `-o`. */
export function aptSetting(options: readonly CommandOption[], key: string): string | undefined {
  for (let index = options.length - 1; index >= 0; index--) {
    const { name, value } = options[index]!;
    const match = name === "-o" || name === "--option" ? /^([\w:-]+)\s*=\s*(.*)$/.exec(value ?? "") : null;
    if (match !== null && match[1]!.toLowerCase() === key.toLowerCase()) return match[2]!.replace(/["';]/g, "").trim();
  }
  return undefined;
}

export function isAptFalse(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|false|no|off|without|disable)$/i.test(value);
}

/** Whether a step before this one, in its stage or those below it, writes a setting into apt's configuration. */
export function isConfiguredBefore(step: RunStep, setting: RegExp): boolean {
  return stageChain(step.stage).some((stage) =>
    stage.instructions.some((instruction) => {
      if (stage === step.stage && instruction.span.start > step.run.span.start) return false;
      if (instruction.kind !== "RUN" && instruction.kind !== "COPY") return false;
      const text = step.dockerfile.text.slice(instruction.span.start, instruction.span.end);
      return text.includes("/etc/apt/apt.conf") && setting.test(text);
    }),
  );
}
