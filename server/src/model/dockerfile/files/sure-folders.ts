import { memoize } from "../../../base/memoize.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { plainPath } from "./copy-paths.ts";
import { placeIn } from "./places.ts";

/** Folders of every image but the empty one. */
const everywhere = /^\/(?:bin|dev|etc|home|lib|mnt|opt|root|run|sbin|srv|tmp|usr(?:\/(?:local(?:\/(?:bin|etc|include|lib|sbin|share|src))?|bin|include|lib|sbin|share|src))?|var(?:\/(?:cache|lib|log|run|tmp))?)$/;

/** Whether an absolute path is a folder at an offset of a stage: one of every image, or one that an instruction above makes or fills. */
export function isSurelyFolder(stage: Stage, offset: number, path: string): boolean {
  const folder = path.replace(/(?<=.)\/+$/, "");
  if (rootBase(stage).kind !== "scratch" && (everywhere.test(folder) || baseFacts(stage).folders.includes(folder))) return true;
  return stageChain(stage).some((link) => (firstMade(link).get(folder) ?? Infinity) < (link === stage ? offset : Infinity));
}

/** Where a stage makes each folder first, those around it included. */
const firstMade = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const instruction of stage.instructions) {
    for (const path of foldersMadeBy(stage, instruction)) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
        const folder = path.slice(0, end);
        if (first.has(folder)) break;
        first.set(folder, instruction.span.start);
      }
    }
  }
  return first;
});

function foldersMadeBy(stage: Stage, instruction: Instruction): string[] {
  const place = (path: string): string => placeIn(stage, instruction.span.start, path).replace(/\/+$/, "");
  switch (instruction.kind) {
    case "WORKDIR":
    case "VOLUME":
      return instruction.words.map((word) => place(plainPath(word)));
    case "COPY":
    case "ADD": {
      const path = instruction.destination && plainPath(instruction.destination);
      if (path === undefined) return [];
      return [path.endsWith("/") ? place(path) : place(path).replace(/\/[^/]*$/, "")];
    }
    case "RUN":
      return scriptOf(stage.dockerfile, instruction).invocations.flatMap(({ name, arguments: words, use }) =>
        (/^(?:mkdir|install)$/.test(name) && (name === "mkdir" || words.some(({ unquoted }) => unquoted === "-d")) && !use?.scope.isConditional ? words.flatMap(({ unquoted }) => (/^\/[^$*?{]*$/.test(unquoted) ? [place(unquoted)] : [])) : []));
    default:
      return [];
  }
}
