import type { CopyInstruction, Flag } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
import { layerUse } from "../stages/shipped-layers.ts";
import type { DockerfileUse } from "../use.ts";
import { fileName, plainPath, sourcePaths } from "./copy-paths.ts";

/** A COPY of programs that someone other than root can change while containers run. */
export interface WritablePrograms {
  readonly instruction: CopyInstruction;
  /** `--chown` to another user, or `--chmod` with the right to write for everybody or the group. */
  readonly flag: Flag;
  /** The program, by its path or the folder that it goes to. */
  readonly program: string;
}

export function writablePrograms(dockerfile: Dockerfile, use: DockerfileUse): WritablePrograms[] {
  const { shipped } = layerUse(dockerfile, use);
  return [...dockerfile.all("COPY"), ...dockerfile.all("ADD")].flatMap((instruction) => {
    const stage = dockerfile.stageOf(instruction);
    const program = stage && shipped.has(stage) ? programOf(stage, instruction) : undefined;
    const flag = program === undefined ? undefined : instruction.flags.find(givesWriting);
    return flag && program !== undefined ? [{ instruction, flag, program }] : [];
  });
}

function givesWriting({ name, plainValue }: Flag): boolean {
  if (plainValue === undefined || plainValue.includes("$")) return false;
  if (name === "chown") return !/^(?:root|0)(?::|$)/.test(plainValue);
  return name === "chmod" && /^[0-7]*[0-7]?(?:[2367][0-7]|[0-7][2367])$/.test(plainValue);
}

/** What goes to a folder of the path, is a script by its name, or is what the stage starts. */
function programOf(stage: Stage, copy: CopyInstruction): string | undefined {
  const destination = copy.destination && plainPath(copy.destination);
  if (destination === undefined) return undefined;
  if (/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(destination)) return destination;
  const names = sourcePaths(copy).map((word) => fileName(plainPath(word)));
  const script = names.find((name) => /\.(?:sh|bash)$|^(?:docker-)?entrypoint\b/.test(name));
  if (script !== undefined) return script;
  const { entrypoint, cmd } = startCommandOf(stage);
  const started = (entrypoint ?? cmd)?.command?.exec?.items[0]?.value;
  const paths = names.map((name) => (destination.endsWith("/") ? destination + name : destination));
  return started !== undefined && paths.includes(started) ? started : undefined;
}
