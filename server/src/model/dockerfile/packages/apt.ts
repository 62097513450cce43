import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { CommandOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { ownOfKind, type Stage, stageChain } from "../dockerfile.ts";
import { copiesFrom, plainPath, sourceKind, sourcePaths } from "../files/copy-paths.ts";
import { laterIn, type Place } from "../later-in.ts";
import { isOutsideLayer } from "./package-caches.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";
import { stageVariable } from "../variables/stage-variables.ts";

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
  return isRemoved || mayCleanUp(step, update) ? undefined : update;
}

/** Whether the step removes lists in a way that is not understood: by a loop, a pipe, a trap or a variable, or by a program made for cleaning up. */
function mayCleanUp(step: RunStep, update: PackageCommand): boolean {
  const { dockerfile, run, script, packageCommands } = step;
  const behind = dockerfile.written({ start: update.span.end, end: run.span.end });
  if (behind.includes("/var/lib/apt") || /\btrap\b[^\n]*\/var\/lib\/apt/.test(dockerfile.written(run))) return true;
  const managers = new Set(packageCommands.map(({ invocation }) => invocation));
  return script.invocations.some((invocation) => invocation.span.start > update.span.start && !managers.has(invocation)
    && (/clean/i.test(invocation.name) || (invocation.name === "rm" && invocation.arguments.some(({ unquoted }) => holdsLists(step, unquoted)))));
}

/** Whether a path begins with a variable that names the folder of the lists. */
function holdsLists({ dockerfile, stage, run }: RunStep, path: string): boolean {
  const name = /^\$\{?(\w+)/.exec(path)?.[1];
  return name !== undefined && (stageVariable(stage, name, run.span.start)?.startsWith("/var/lib/apt") === true || new RegExp(`\\b${name}=["']?/var/lib/apt`).test(dockerfile.written(run)));
}

/** Whether a step behind this one, in its stage or in those built on it, installs with apt before it updates the lists itself. */
export function areListsUsedLater({ stage, run }: RunStep): boolean {
  return hasListUser(stage, run.span.start);
}

const hasListUser = laterIn((dockerfile) => runSteps(dockerfile).filter(({ packageCommands, script }) => {
  const first = packageCommands.find(({ family, action }) => family === "apt" && (action === "update" || action === "install" || action === "upgrade"));
  if (first !== undefined) return first.action !== "update";
  const indirect = script.invocations.find(reachesApt);
  return indirect !== undefined && indirect.arguments[0]?.unquoted !== "update";
}).map(placeOf));

/** Whether a call hands an installation to apt under a name of its own: that of a wrapper, or of a tool that gets what packages need. */
function reachesApt({ name, arguments: words }: Invocation): boolean {
  if (name === "mk-build-deps") return words.some(({ unquoted }) => /^(?:-\w*i\w*|--install)$/.test(unquoted));
  return /^(?:xx-apt(?:-get)?|apt-fast)$/.test(name) || ((name === "rosdep" || name === "nala") && words[0]?.unquoted === "install");
}

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

/** Whether a setting may be made up to this step: by one that is written here, or in a file that is copied and not written here. */
export function mayBeConfiguredBefore(step: RunStep, setting: RegExp): boolean {
  const { stage, run } = step;
  if (isConfiguredBefore(step, setting) || stageVariable(stage, "APT_CONFIG", run.span.start) !== undefined) return true;
  return stageChain(stage).some((link) => firstBrought(link) < (link === stage ? run.span.start : Infinity));
}

/** Where a stage first copies what may hold a configuration of apt; infinite without that. */
const firstBrought = memoize((stage: Stage): number =>
  [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].filter(bringsConfiguration).reduce((first, { span }) => Math.min(first, span.start), Infinity));

/** Folders of the build context that go to `/` or `/etc` may hold it as well. */
function bringsConfiguration(copy: CopyInstruction): boolean {
  const path = copy.destination && copy.heredocs.length === 0 ? plainPath(copy.destination) : "";
  if (/^\/etc\/apt(?:\/?$|\/apt\.conf)/.test(path)) return true;
  return copiesFrom(copy) === undefined && /^\/(?:etc\/?)?$/.test(path) && sourcePaths(copy).some((word) => /^(?:folder|tar)$/.test(sourceKind(word)) || /(?:^|\/)(?:rootfs|root|fs|etc|files|overlay|config)$/.test(plainPath(word)));
}

/** The texts of the instructions that name apt's configuration; nearly always none or one. */
export const aptConfigurations = memoize((stage: Stage) =>
  stage.instructions.flatMap(({ kind, span }) => {
    if (kind !== "RUN" && kind !== "COPY" && kind !== "ADD") return [];
    const text = stage.dockerfile.written(span);
    return text.includes("/etc/apt/apt.conf") ? [{ kind, offset: span.start, text }] : [];
  }),
);
