import { memoize } from "../../../base/memoize.ts";
import type { CommandOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { laterIn, type Place } from "../later-in.ts";
import { isOutsideLayer } from "./package-caches.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";

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

/** Whether a step behind this one, in its stage or in those built on it, installs with apt before it updates the lists itself. */
export function areListsUsedLater({ stage, run }: RunStep): boolean {
  return hasListUser(stage, run.span.start);
}

const hasListUser = laterIn((dockerfile) => runSteps(dockerfile).filter(({ packageCommands }) => {
  const first = packageCommands.find(({ family, action }) => family === "apt" && (action === "update" || action === "install" || action === "upgrade"));
  return first !== undefined && first.action !== "update";
}).map(placeOf));

/** Whether a later step runs a script of which nothing is known, and which might use apt. */
export function runsScriptsLater({ stage, run }: RunStep): boolean {
  return hasScript(stage, run.span.start);
}

const hasScript = laterIn((dockerfile) => runSteps(dockerfile).filter(({ script }) =>
  script.invocations.some(({ words, name }) => /\.(?:sh|bash)$/.test(name) || words.some((word) => /\.(?:sh|bash)$/.test(word.unquoted)))).map(placeOf));

function placeOf({ stage, run }: RunStep): Place {
  return { stage, offset: run.span.start };
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

/** Whether something up to this step, in its stage or those below it, writes a setting into apt's configuration. */
export function isConfiguredBefore(step: RunStep, setting: RegExp): boolean {
  return stageChain(step.stage).some((stage) => aptConfigurations(stage).some(({ offset, text }) => (stage !== step.stage || offset <= step.run.span.start) && setting.test(text)));
}

/** The texts of the instructions that name apt's configuration; nearly always none or one. */
export const aptConfigurations = memoize((stage: Stage) =>
  stage.instructions.flatMap(({ kind, span }) => {
    if (kind !== "RUN" && kind !== "COPY" && kind !== "ADD") return [];
    const text = stage.dockerfile.written(span);
    return text.includes("/etc/apt/apt.conf") ? [{ kind, offset: span.start, text }] : [];
  }),
);
