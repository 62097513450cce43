import type { Span } from "../../../base/span.ts";
import { findOption } from "../../shell/options.ts";
import { writtenPaths } from "../../shell/written-paths.ts";
import { callSpan, type RunStep } from "../scripts/run-steps.ts";
import { isAtOrBelow, type Mount } from "./mounts.ts";
import { placeIn } from "./places.ts";

/** A file that a step writes to a bind mount which does not allow it. */
export interface BindWrite {
  readonly mount: Mount;
  /** What names the file, or the call that writes it. */
  readonly span: Span;
}

export function bindWrites(step: RunStep): BindWrite[] {
  const mounts = step.mounts.filter((mount) => mount.type === "bind" && mount.target !== undefined && !isWritable(mount));
  if (mounts.length === 0 || step.isOnbuild) return [];
  const placeOf = (path: string): string => placeIn(step.stage, step.run.span.start, path);
  const isMoved = step.script.facts.directoryChanges.length > 0;
  const written = writtenPaths(step.script.facts).map(({ word, path }) => ({ span: word.span, path }));
  return [...written, ...installedFolders(step)].flatMap(({ span, path }): BindWrite[] => {
    if (isMoved && !path.startsWith("/")) return [];
    const place = placeOf(path);
    const mount = mounts.find(({ target }) => isAtOrBelow(placeOf(target!), place));
    return mount && !isCovered(step, placeOf(mount.target!), place, placeOf) ? [{ mount, span }] : [];
  });
}

/** The `node_modules` that installs for Node.js write to the folder they run in. */
function installedFolders({ packageCommands }: RunStep): { readonly span: Span; readonly path: string }[] {
  return packageCommands.flatMap((command) => {
    const isInstall = /^(?:npm (?:ci|install|i)|pnpm (?:install|i))$/.test(`${command.manager} ${command.subcommand}`);
    const isElsewhere = findOption(command.options, "-g", "--global", "--location", "--prefix", "-C", "--dir", "--dry-run", "--package-lock-only", "--lockfile-only", "--help") !== undefined;
    return isInstall && !isElsewhere && !command.invocation.use?.isFailureIgnored && command.invocation.outer === undefined ? [{ span: callSpan(command), path: "node_modules" }] : [];
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
