import { type Stage, stageChain } from "./dockerfile.ts";

/** Whether the stage, or one below it, copied a file of this name from the build context before `offset`; a glob that covers it counts. */
export function isCopiedByName(stage: Stage, name: string, offset: number): boolean {
  return stageChain(stage).some((link, distance) =>
    link.instructions.some((instruction) => {
      if (instruction.kind !== "COPY" && instruction.kind !== "ADD") {
        return instruction.kind === "RUN" && instruction.span.start <= offset && instruction.flags.some(({ value }) => value !== undefined && sourceOfBind(value.text, name));
      }
      if (distance === 0 && instruction.span.start > offset) return false;
      return instruction.sources.some((source) => covers(fileName(source.text), name));
    }),
  );
}

/** `--mount=type=bind,source=package-lock.json,target=…` */
function sourceOfBind(mount: string, name: string): boolean {
  return /(?:^|,)type=bind(?:,|$)/.test(mount) && mount.split(",").some((option) => /^(?:source|src)=/.test(option) && fileName(option) === name);
}

function fileName(path: string): string {
  return path.replace(/["']/g, "").replace(/^.*[/=]/, "");
}

/** Whether a name or a simple glob (`package*.json`) covers a file's name; `*` alone says nothing. */
function covers(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name;
  if (/^\*+(?:\.\*)?$/.test(pattern) || pattern.includes("[")) return false;
  const expression = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replace(/\*+/g, "[^/]*").replace(/\?/g, "[^/]");
  return new RegExp(`^${expression}$`).test(name);
}
