import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { writtenPaths } from "../../shell/written-paths.ts";
import type { RunStep } from "../scripts/run-steps.ts";
import { isAtOrBelow, type Mount } from "./mounts.ts";
import { placeIn } from "./places.ts";

/** A file that a step writes to a bind mount which does not allow it. */
export interface BindWrite {
  readonly mount: Mount;
  readonly word: ShellWord;
}

export function bindWrites(step: RunStep): BindWrite[] {
  const mounts = step.mounts.filter((mount) => mount.type === "bind" && mount.target !== undefined && !isWritable(mount));
  if (mounts.length === 0 || step.isOnbuild) return [];
  const placeOf = (path: string): string => placeIn(step.stage, step.run.span.start, path);
  const isMoved = step.script.facts.directoryChanges.length > 0;
  return writtenPaths(step.script.facts).flatMap(({ word, path }): BindWrite[] => {
    if (isMoved && !path.startsWith("/")) return [];
    const place = placeOf(path);
    const mount = mounts.find(({ target }) => isAtOrBelow(placeOf(target!), place));
    return mount && !isCovered(step, placeOf(mount.target!), place, placeOf) ? [{ mount, word }] : [];
  });
}

function isWritable({ options }: Mount): boolean {
  return options.some(({ key, value }) => (/^(?:rw|readwrite)$/i.test(key) && !/^(?:false|0)$/i.test(value ?? "")) || (/^(?:ro|readonly)$/i.test(key) && /^(?:false|0)$/i.test(value ?? "")));
}

/** Whether another mount within the bind mount holds the place. */
function isCovered({ mounts }: RunStep, bind: string, place: string, placeOf: (path: string) => string): boolean {
  return mounts.some(({ type, target }) => {
    if (type === "secret" || type === "ssh") return false;
    if (target === undefined) return true;
    const folder = placeOf(target);
    return folder.length > bind.length && isAtOrBelow(folder, place);
  });
}
