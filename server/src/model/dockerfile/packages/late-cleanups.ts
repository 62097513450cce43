import type { Removal } from "../../shell/cleanup.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { aptLists } from "./apt.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { isCacheOutside, isOutsideLayer } from "./package-caches.ts";
import { isRemovedLater } from "./left-caches.ts";
import { runSteps, type RunStep } from "../scripts/run-steps.ts";

/** A step that only removes what an earlier step of the stage stored in its own layer. */
export interface LateCleanup {
  readonly step: RunStep;
  readonly removal: Removal;
  /** The step that stored it. */
  readonly source: RunStep;
  readonly command: PackageCommand;
}

/** How many steps back the source is looked for, so that long files take linear time. */
const maxDistance = 100;

export function lateCleanups(dockerfile: Dockerfile): LateCleanup[] {
  const steps = runSteps(dockerfile);
  return steps.flatMap((step, index) => {
    const { removals } = step.script.facts;
    if (removals.length === 0 || step.isOnbuild || !isCleaningOnly(step)) return [];
    for (let before = index - 1; before >= Math.max(0, index - maxDistance) && steps[before]!.stage === step.stage; before--) {
      const source = steps[before]!;
      for (const command of source.packageCommands) {
        const folder = foldersOf(command).find((each) => !isOutsideLayer(source.mounts, each) && !isRemovedLater(source, command, each) && removals.some((removal) => removes(removal, each)));
        if (folder === undefined || isCacheOutside(source, command)) continue;
        return [{ step, removal: removals.find((each) => removes(each, folder))!, source, command }];
      }
    }
    return [];
  });
}

const harmless = new Set(["rm", "find", "set", "true", ":", "echo", "sync", "sudo"]);

function isCleaningOnly(step: RunStep): boolean {
  const cleaning = new Set(step.packageCommands.filter(({ action, subcommand }) => action === "clean" || /^auto-?(?:remove|purge)$/.test(subcommand)).map(({ invocation }) => invocation));
  return step.script.invocations.every((invocation) => harmless.has(invocation.name) || cleaning.has(invocation));
}

/** What a call leaves behind. Debian images keep no archives, so that only the lists count for apt. */
function foldersOf(command: PackageCommand): readonly string[] {
  if (command.family === "apt") return command.action === "update" ? [aptLists] : [];
  if (command.action !== "install" || command.options.some(({ name }) => /^--no-cache/.test(name))) return [];
  return command.family === "rpm" || command.family === "zypper" || command.manager === "apk" || command.manager === "pip" || command.manager === "npm" ? command.data.caches : [];
}

function removes({ paths }: Removal, folder: string): boolean {
  return paths.some(({ path, extent }) => extent !== "some" && (path === folder || folder.startsWith(`${path}/`)));
}
