import type { Span } from "../../../base/span.ts";
import { type MountOption, mountOptionsOf } from "../../../syntax/dockerfile/mount.ts";
import type { Flag, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { keptWithInstruction } from "../kept-with-instruction.ts";

/** One `RUN --mount=…`. */
export interface Mount {
  readonly flag: Flag;
  readonly span: Span;
  /** `bind` when no type is given, as BuildKit takes it. */
  readonly type: string;
  /** Where it appears; undefined when it is not given or depends on a variable. */
  readonly target: string | undefined;
  readonly options: readonly MountOption[];
}

/** The mounts of a RUN, in order; computed once for each. */
export const mountsOf = keptWithInstruction((dockerfile, run: RunInstruction): readonly Mount[] =>
  run.flags.flatMap((flag) => (flag.name === "mount" && flag.value ? [readMount(dockerfile, flag)] : [])));

export function isAtOrBelow(folder: string, path: string): boolean {
  const clean = folder.replace(/\/+$/, "");
  return path === clean || path.startsWith(`${clean}/`);
}

function readMount(dockerfile: Dockerfile, flag: Flag): Mount {
  const options = mountOptionsOf(dockerfile.text, flag.value!, dockerfile.tree.escape);
  const find = (...names: string[]): string | undefined => options.find((option) => names.includes(option.key.toLowerCase()))?.value;
  const target = find("target", "dst", "destination");
  return { flag, span: flag.span, type: find("type") ?? "bind", target: target?.includes("$") ? undefined : target, options };
}
