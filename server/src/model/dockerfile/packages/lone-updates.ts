import { memoize } from "../../../base/memoize.ts";
import { isOutsideLayer } from "./package-caches.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { copiesFrom, plainPath } from "../files/copy-paths.ts";
import { isAtOrBelow } from "../files/mounts.ts";
import { baseFacts } from "../images/base-facts.ts";
import { aptLists } from "./apt.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import type { InstructionScript } from "../scripts/scripts.ts";
import { type Dockerfile, ownOfKind, type Stage } from "../dockerfile.ts";

/** A step that refreshes a package index and installs nothing from it. */
export interface LoneUpdate {
  readonly step: RunStep;
  readonly update: PackageCommand;
  /** The first later step that installs from the index as it is cached. */
  readonly user: RunStep | undefined;
}

export function loneUpdates(dockerfile: Dockerfile): LoneUpdate[] {
  return dockerfile.stages.flatMap(loneUpdatesIn);
}

/** Goes from the stage's end to its start, so that the next user of an index is always at hand. */
function loneUpdatesIn(stage: Stage): LoneUpdate[] {
  const nextUser = new Map<PackageCommand["family"], RunStep>();
  const found: LoneUpdate[] = [];
  for (const step of [...stepsOf(stage)].reverse()) {
    const update = step.packageCommands.find(({ action, family }) => action === "update" && (family === "apt" || family === "apk"));
    if (update !== undefined && isIndexOnly(step, update) && !isOutsideLayer(step.mounts, update.data.lists ?? aptLists)) {
      const next = nextUser.get(update.family);
      const isFresh = next?.packageCommands.find((command) => command.family === update.family)?.action === "update";
      found.push({ step, update, user: isFresh ? undefined : next });
    }
    for (const command of step.packageCommands) if (uses(command)) nextUser.set(command.family, step);
  }
  return found.reverse();
}

const preparing = new Set(["rm", "echo", "mkdir", "set", "sed", "true", "export", "apt-get", "apt", "apk", "aptitude", "cat", "tee", "printf", "dpkg"]);

/** Whether nothing in the step may use the index: no other use of the manager, no script, no download. */
function isIndexOnly(step: RunStep, update: PackageCommand): boolean {
  if (step.packageCommands.some((command) => command.family === update.family && command.action !== "update" && command.action !== "clean")) return false;
  return step.script.invocations.every(({ name }) => preparing.has(name));
}

/** Whether a call reads the index. */
function uses({ action, packages, options }: PackageCommand): boolean {
  if (action === "upgrade" || action === "update") return true;
  return action === "install" && packages.some(({ kind }) => kind !== "path") && !options.some(({ name }) => name === "--no-cache");
}

/** An install in a stage whose package lists are certainly missing. */
export interface ListlessInstall {
  readonly step: RunStep;
  readonly install: PackageCommand;
  /** The step that removed the lists, which may be the one that installs; undefined where the base image has none. */
  readonly removal: RunStep | undefined;
}

type ListState = "missing" | "present" | "unknown";

interface Lists {
  readonly state: ListState;
  /** The step after which they are missing. */
  readonly removal: RunStep | undefined;
}

/** Installs by apt behind the point where the lists were removed, or in an image that comes without any. A base stands above its users. */
export function listlessInstalls(dockerfile: Dockerfile): ListlessInstall[] {
  const atEnd = new Map<Stage, Lists>();
  const found: ListlessInstall[] = [];
  for (const stage of dockerfile.stages) {
    let lists = (stage.base.kind === "stage" ? atEnd.get(stage.base.stage) : undefined) ?? initialLists(stage);
    if (stage.base.kind === "stage" && ownOfKind(stage.base.stage, "ONBUILD").some(({ inner }) => inner?.kind === "RUN")) lists = { state: "unknown", removal: undefined };
    const arrival = arrivalOfLists(stage);
    for (const step of stepsOf(stage)) {
      if (step.isOnbuild) continue;
      const before = hidesLists(step) || step.run.span.start > arrival ? "unknown" : lists.state;
      const { state, install, hasRemoved } = outcomesOf(step.script)(before);
      const removal = hasRemoved ? step : lists.removal;
      if (install !== undefined) found.push({ step, install: install.command, removal: install.isBehindRemoval ? step : lists.removal });
      lists = { state, removal };
    }
    atEnd.set(stage, lists);
  }
  return found;
}

function initialLists(stage: Stage): Lists {
  // Images that hold more than is listed here may well hold lists.
  const { isKnown, distribution, hasOtherPrograms } = baseFacts(stage);
  return { state: isKnown && distribution === "debian" && !hasOtherPrograms ? "missing" : "unknown", removal: undefined };
}

/** Where the first COPY or ADD of a stage stands that may bring lists along; infinite without one. */
function arrivalOfLists(stage: Stage): number {
  const copies = [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].filter((copy) => {
    const path = copy.destination ? plainPath(copy.destination) : "";
    return isAtOrBelow("/var/lib/apt", path) || (copiesFrom(copy) !== undefined && path.startsWith("/") && isAtOrBelow(path, aptLists));
  });
  return copies.reduce((first, { span }) => Math.min(first, span.start), Infinity);
}

/** Whether a mount may bring lists along. */
function hidesLists({ mounts }: RunStep): boolean {
  return isOutsideLayer(mounts, aptLists) || mounts.some(({ type, target }) => type === "bind" || (target === undefined && type !== "secret" && type !== "ssh"));
}

const scriptLike = /\.(?:sh|bash|py|pl)$|^(?:sh|bash|make|ansible-playbook|wget|curl|source|\.)$|^(?!apt|dpkg|docker-php|install$|update-(?:alternatives|ca-certificates|locale|rc)).*(?:setup|update|install|prepare|bootstrap|init|repo|retry)|\//;

/** Whether a program of which nothing is known may update the lists: a script, one that runs the command in its arguments, or Playwright, which installs what browsers need. */
function mayUpdate({ words: [program, ...rest] }: Invocation): boolean {
  if (/^(?:python[\d.]*|perl|ruby|node|php)$/.test(program!.unquoted)) return rest.some((word) => /\.(?:py|pl|rb|[cm]?js|php)$/.test(word.unquoted));
  return program!.hasExpansion || scriptLike.test(program!.unquoted) || (!/^(?:echo|printf|grep|sed|which|command|test|\[|apt-mark)$/.test(program!.unquoted) && rest.some((word) => /^(?:apt|apt-get|aptitude)(?:$| )|^(?:--with-deps|install-deps)$/.test(word.unquoted)));
}

interface StepOutcome {
  readonly state: ListState;
  readonly install: { readonly command: PackageCommand; readonly isBehindRemoval: boolean } | undefined;
  readonly hasRemoved: boolean;
}

/** What a script does to lists in each state, found out when it is first asked. */
const outcomesOf = memoize((script: InstructionScript) => {
  const known = new Map<ListState, StepOutcome>();
  return (before: ListState): StepOutcome => {
    const outcome = known.get(before) ?? runThrough(script, before);
    known.set(before, outcome);
    return outcome;
  };
});

function runThrough({ script, facts, packageCommands, invocations }: InstructionScript, before: ListState): StepOutcome {
  let state = before;
  let install: StepOutcome["install"];
  let hasRemoved = false;
  const commands = new Map(packageCommands.map((command) => [command.invocation, command]));
  const removals = new Map(facts.removals.map((each) => [each.invocation, each]));
  if (script === undefined) return { state: invocations.length > 0 ? "unknown" : state, install, hasRemoved };
  for (const invocation of invocations) {
    const command = commands.get(invocation);
    const scope = invocation.use?.scope;
    const isSure = scope !== undefined && !scope.isConditional && scope.functionName === undefined;
    if ((command?.family === "apt" && command.action === "update") || /^(?:add-apt-repository|apt-add-repository)$/.test(invocation.name)) state = "present";
    else if (command?.family === "apt" && command.action === "install" && command.packages.some(({ kind }) => kind === "name")) {
      if (state === "missing" && isSure && !command.options.some(({ name }) => name === "--update" || name === "-U")) install ??= { command, isBehindRemoval: hasRemoved };
    } else if (removals.get(invocation)?.paths.some(({ path, extent }) => extent !== "some" && (path === aptLists || path === "/var/lib/apt"))) {
      state = isSure ? "missing" : "unknown";
      hasRemoved ||= isSure;
    } else if (command === undefined && mayUpdate(invocation)) state = "unknown";
  }
  return { state, install, hasRemoved };
}
