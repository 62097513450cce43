import { groupBy } from "../../base/group-by.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { calls, hasFlag, type PlainCommand } from "./commands.ts";
import { imageOf, type PlainImage } from "./images.ts";
import { isPipInstall } from "./pins.ts";
import { hasCacheMount, type Place, placeOf, plainRuns, type PlainRun, runsWith } from "./runs.ts";

/** What fills a cache, and what is taken for the removal of it. */
interface Habit {
  readonly fills: (command: PlainCommand) => boolean;
  readonly cleans: (command: PlainCommand) => boolean;
  /** Where a mount keeps the cache out of the layer. */
  readonly mount?: RegExp;
}

const yum: Habit = { fills: (command) => calls(command, "yum", "install"), cleans: (command) => calls(command, "yum", "clean", "all") || calls(command, "rm", "-rf", "/var/cache/yum/*") };
const zypper: Habit = { fills: (command) => calls(command, "zypper", "install", "in"), cleans: (command) => calls(command, "zypper", "clean", "cc"), mount: /^\/var\/cache\/zypp/ };
const yarn: Habit = { fills: (command) => calls(command, "yarn", "install"), cleans: (command) => calls(command, "yarn", "cache", "clean"), mount: /^\/root\/\.cache\/yarn|^\/usr\/local\/share\/\.cache\/yarn/ };

function dnf(name: string): Habit {
  return {
    fills: (command) => calls(command, name, "install", "reinstall", "upgrade", "upgrade-minimal"),
    cleans: (command) => calls(command, name, "clean", "all") || calls(command, "rm", "-rf", "/var/cache/libdnf5*"),
    mount: /^\/var\/cache\/libdnf5/,
  };
}

const dnfs: readonly Habit[] = [dnf("dnf"), dnf("microdnf")];

/** The first call that fills the cache, unless the first cleaning follows it. */
function leftBy(dockerfile: Dockerfile, run: PlainRun, { fills, cleans, mount }: Habit): PlainCommand | undefined {
  const first = run.commands.findIndex(fills);
  if (first < 0 || run.commands.findIndex(cleans) > first) return undefined;
  return mount !== undefined && hasCacheMount(dockerfile, run, (target) => mount.test(target)) ? undefined : run.commands[first];
}

function leftIn(dockerfile: Dockerfile, ...habits: readonly Habit[]): Place[] {
  return plainRuns(dockerfile).flatMap((run) => {
    const command = habits.map((habit) => leftBy(dockerfile, run, habit)).find((each) => each !== undefined);
    return command ? [placeOf(run, command)] : [];
  });
}

export const yumCaches = (dockerfile: Dockerfile): Place[] => leftIn(dockerfile, yum);
export const dnfCaches = (dockerfile: Dockerfile): Place[] => leftIn(dockerfile, ...dnfs);
export const zypperCaches = (dockerfile: Dockerfile): Place[] => leftIn(dockerfile, zypper);
export const yarnCaches = (dockerfile: Dockerfile): Place[] => inFinalStages(dockerfile, leftIn(dockerfile, yarn));

export function apkCaches(dockerfile: Dockerfile): Place[] {
  return runsWith(dockerfile, (command, run) =>
    calls(command, "apk", "add") && !hasFlag(command, "no-cache") && !hasCacheMount(dockerfile, run, (target) => target.startsWith("/var/cache/apk")));
}

export function aptLists(dockerfile: Dockerfile): Place[] {
  return inFinalStages(dockerfile, plainRuns(dockerfile).flatMap((run) => {
    const update = run.commands.find((command) => ["apt-get", "apt", "aptitude"].some((name) => calls(command, name, "update")));
    const isCleaned = run.commands.some((command) => calls(command, "rm", "-rf", "/var/lib/apt/lists/*"));
    const isMounted = (folder: string) => hasCacheMount(dockerfile, run, (target) => target.startsWith(folder));
    if (!update || isCleaned || isMounted("/var/lib/apt/lists") || (isMounted("/var/lib/apt") && isMounted("/var/cache/apt"))) return [];
    return [placeOf(run, update)];
  }));
}

/** Those of the last stage, of stages like it, and of stages that another one starts from. Triggers of ONBUILD belong to no stage. */
function inFinalStages(dockerfile: Dockerfile, places: readonly Place[]): Place[] {
  const images = dockerfile.stages.map((stage) => imageOf(stage.from));
  const last = images.at(-1);
  return places.filter(({ instruction }) => {
    const stage = dockerfile.stageOf(instruction);
    const own = stage && images[stage.index];
    if (!last || instruction.kind === "ONBUILD") return true;
    if (!own) return false;
    return isSame(own, last) || (own.alias !== undefined && images.some(({ name }) => name === own.alias));
  });
}

function isSame(a: PlainImage, b: PlainImage): boolean {
  return a.written === b.written && a.alias === b.alias && a.platform === b.platform;
}

const on = /^(?:1|true|yes|on)$/i;

/** ENV of the stage, or of one that it starts from, counts from where it stands; for triggers of ONBUILD it does not. */
export function pipCaches(dockerfile: Dockerfile): Place[] {
  const switchedOff = new Map<string, boolean>();
  const byInstruction = groupBy(plainRuns(dockerfile), ({ instruction }) => instruction);
  let stage = "";
  return dockerfile.tree.instructions.flatMap((instruction) => {
    if (instruction.kind === "FROM") {
      const { alias, name } = imageOf(instruction);
      stage = alias ?? name;
      switchedOff.set(stage, switchedOff.get(name) === true);
    } else if (instruction.kind === "ENV") {
      if (instruction.pairs.some(({ key, value }) => key.text === "PIP_NO_CACHE_DIR" && on.test(value?.text.replace(/^["']|["']$/g, "") ?? ""))) switchedOff.set(stage, true);
    }
    const [run] = byInstruction.get(instruction) ?? [];
    const isOff = run === undefined || (!run.isOnbuild && switchedOff.get(stage) === true) || setsNoCache(run) || hasCacheMount(dockerfile, run, (target) => target.includes(".cache/pip"));
    const command = isOff ? undefined : run.commands.find((each) => isPipInstall(each) && each.name !== "pipx" && !each.arguments.includes("--no-cache-dir"));
    return run && command ? [placeOf(run, command)] : [];
  });
}

function setsNoCache({ commands }: PlainRun): boolean {
  return commands.some(({ name, arguments: args, assignments }) =>
    assignments.some((each) => each.name === "PIP_NO_CACHE_DIR" && on.test(each.value))
    || (name === "export" && args.some((arg) => arg.startsWith("PIP_NO_CACHE_DIR=") && on.test(arg.slice("PIP_NO_CACHE_DIR=".length)))));
}
