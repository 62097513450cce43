import { memoize } from "../../../base/memoize.ts";
import { noteRead } from "../../../base/reads.ts";
import { partsOf } from "../../../syntax/dockerfile/parts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { wholeContextSource } from "./whole-context.ts";

/** Whether the stage, or one below it, took a file of this name from the build context before `offset`; a glob that covers it counts. */
export function isCopiedByName(stage: Stage, name: string, offset: number): boolean {
  return stageChain(stage).some((link, distance) => firstCopy(link, name) <= (distance === 0 ? offset : Number.MAX_SAFE_INTEGER));
}

/** Whether such a file is there before `offset`, by its name or with the whole build context. */
export function isCopied(stage: Stage, name: string, offset: number): boolean {
  if (isCopiedByName(stage, name, offset)) return true;
  return stageChain(stage).some((link) => link.instructions.some((instruction) =>
    (instruction.kind === "COPY" || instruction.kind === "ADD") && (link !== stage || instruction.span.start < offset) && wholeContextSource(instruction) !== undefined));
}

/** Filled as files are asked for, so that whoever asks for a known one has looked at the instructions too. */
const firstCopies = memoize((_stage: Stage) => {
  noteRead(partsOf("RUN", "COPY", "ADD"));
  return new Map<string, number>();
});

/** Where a stage first takes the file; infinite when it does not. */
function firstCopy(stage: Stage, name: string): number {
  const known = firstCopies(stage);
  let first = known.get(name);
  if (first === undefined) {
    const copy = stage.instructions.find((instruction) => {
      if (instruction.kind === "RUN") return instruction.flags.some(({ value }) => value !== undefined && sourceOfBind(value.text, name));
      return (instruction.kind === "COPY" || instruction.kind === "ADD") && instruction.sources.some((source) => coversName(fileName(source.text), name));
    });
    first = copy?.span.start ?? Number.POSITIVE_INFINITY;
    known.set(name, first);
  }
  return first;
}

/** `--mount=type=bind,source=package-lock.json,target=…` */
function sourceOfBind(mount: string, name: string): boolean {
  return /(?:^|,)type=bind(?:,|$)/.test(mount) && mount.split(",").some((option) => /^(?:source|src)=/.test(option) && fileName(option) === name);
}

function fileName(path: string): string {
  return path.replace(/["']/g, "").replace(/^.*[/=]/, "");
}

/** Whether a name or a simple glob (`package*.json`) covers a file's name; `*` alone says nothing. */
export function coversName(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name;
  if (/^\*+(?:\.\*)?$/.test(pattern) || pattern.includes("[")) return false;
  const expression = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replace(/\*+/g, "[^/]*").replace(/\?/g, "[^/]");
  return new RegExp(`^${expression}$`).test(name);
}
