import { memoize } from "../../../base/memoize.ts";
import type { CopyInstruction, Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { countBefore, ownOfKind, rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isOfficialImage } from "../images/image-reference.ts";
import { fileName, plainPath, sourceKind, sourcePaths } from "./copy-paths.ts";

/** A file that gets the name of a folder which the stage needs later. */
export interface MistakenFolder {
  readonly destination: Word;
  /** The file's own name, in the build context or another stage. */
  readonly source: string;
  readonly path: string;
  /** What later instruction takes the path for a folder. */
  readonly proof: Instruction;
}

/** Folders that images have, so that a file goes into them; those of accounts come with the account. */
const standardFolder = /^\/(?:bin|boot|dev|etc|home|lib\w*|proc|root|run|sbin|sys|tmp|usr|var)(?:\/|$)|^\/(?:media|mnt|opt|srv)$/;

/** Names of files beyond doubt; `My.App`, `conf.d` and `example.com` are as often folders. */
const surelyFile = /[^/]\.(?:json|jar|war|[cm]?[jt]sx?|py|rb|php|pl|sh|bash|txt|md|ya?ml|toml|xml|ini|cfg|conf|cnf|properties|lock|mod|sum|html?|css|sql|csv|pem|crt|key|exe|so|deb|rpm|apk|whl|zip|gem|phar|bin|env|cs|csproj|sln|gradle|kts|go|rs|c|cc|cpp|h|java|class|db)$/i;

/** The copies of single files in a stage whose base surely has no folder of the destination's name, and nothing in the file makes it. */
export function mistakenFolders(stage: Stage): MistakenFolder[] {
  const base = rootBase(stage);
  if (base.kind !== "scratch" && (base.kind !== "image" || !isOfficialImage(base.ref))) return [];
  // Images of services have folders of their own for data and plugins.
  const { isKnown, starts, stepsDownFor } = baseFacts(stage);
  if (!isKnown || starts !== undefined || stepsDownFor.length > 0) return [];
  return [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].flatMap((copy) => mistakenFolder(stage, copy) ?? []);
}

/** How many instructions below a copy are looked at, so that a long file takes linear time. */
const farthest = 100;

function mistakenFolder(stage: Stage, copy: CopyInstruction): MistakenFolder | undefined {
  const { destination } = copy;
  const [source, ...others] = sourcePaths(copy);
  if (!destination || !source || others.length > 0 || copy.heredocs.length > 0 || !isSingleFile(copy, source)) return undefined;
  const path = plainPath(destination);
  if (!/^(?:\/[\w-]+){1,20}$/.test(path) || standardFolder.test(path) || baseFacts(stage).folders.some((folder) => `${path}/`.startsWith(`${folder}/`))) return undefined;
  const name = fileName(plainPath(source));
  const first = countBefore(stage.instructions, copy.span.end);
  const later = stage.instructions.slice(first, first + farthest);
  const gone = later.findIndex((other) => other.kind === "RUN" && removesFile(stage.dockerfile.written(other), path));
  const proof = later.slice(0, gone < 0 ? farthest : gone).find((other) => needsFolder(stage, other, path, name));
  return proof === undefined || isNamedBefore(stage, copy, path) ? undefined : { destination, source: name, path, proof };
}

/** ADD may unpack an archive, and with --parents the folders of the source come along. */
function isSingleFile({ kind, flags }: CopyInstruction, source: Word): boolean {
  if (flags.some(({ name }) => name === "parents" || (kind === "ADD" && name === "unpack"))) return false;
  return /^(?:file|zip)$/.test(sourceKind(source)) && surelyFile.test(plainPath(source)) && !/[*?[]/.test(source.text);
}

function removesFile(text: string, path: string): boolean {
  return text.includes(path) && new RegExp(`\\b(?:rm|mv)\\b[^\\n;&|]{0,500}\\s${path}(?![\\w/-])`).test(text);
}

function needsFolder({ dockerfile }: Stage, instruction: Instruction, path: string, name: string): boolean {
  switch (instruction.kind) {
    case "WORKDIR":
      return `${plainPath(instruction.words[0] ?? { text: "", span: instruction.span })}/`.startsWith(`${path}/`);
    case "COPY":
    case "ADD":
      return instruction.destination !== undefined && plainPath(instruction.destination).startsWith(`${path}/`);
    case "CMD":
    case "ENTRYPOINT":
    case "RUN":
      return new RegExp(`(?<![\\w./-])${path}/${name.replace(/[^\w\s-]/g, "\\$&")}(?![\\w/-])`).test(dockerfile.written(instruction));
    default:
      return false;
  }
}

/** Whether an instruction in front of the copy speaks of the path or a folder around it, or makes folders without saying which, and so may have made it. */
function isNamedBefore(stage: Stage, copy: CopyInstruction, path: string): boolean {
  const around = [...path.matchAll(/\/|$/g)].map(({ index }) => path.slice(0, index)).filter((folder) => folder !== "" && !standardFolder.test(folder));
  return stageChain(stage).some((link) => {
    const first = Math.min(firstUntold(link), ...around.map((folder) => firstMentions(link).get(folder) ?? Infinity));
    return first < (link === stage ? copy.span.start : Infinity);
  });
}

/** Where the first instruction stands that makes folders which its text does not name in full; infinite without one. */
const firstUntold = memoize((stage: Stage): number => stage.instructions.find(makesUntold(stage))?.span.start ?? Infinity);

function makesUntold({ dockerfile }: Stage): (instruction: Instruction) => boolean {
  return (instruction) => {
    switch (instruction.kind) {
      case "WORKDIR":
        return !/^["']?\/[^$]*$/.test(instruction.words[0]?.text ?? "/");
      case "COPY":
      case "ADD":
        return /^["']?(?:\/(?:(?:media|mnt|opt|srv)\/?)?["']?$|[^/"'])|\$/.test(instruction.destination?.text ?? "") && !instruction.sources.every((source) => isSingleFile(instruction, source));
      case "RUN":
        return /\b(?:clone|unzip|tar|rsync|useradd|adduser|startproject|init|create|make|cmake|ninja|meson|dpkg|rpm|ansible\S*)\b|\.(?:sh|bash|py|pl)\b|(?:^\w+\s|[;&|(])\s*(?:--\S+\s+)*\.{0,2}\/\S|\bmkdir(?:[ \t]+-{1,2}[\w=]+){0,5}[ \t]+[^\s/-]|\b(?:mkdir|install|cp|mv)\b[^\n;&|]{0,500}[{$]/.test(dockerfile.written(instruction));
      default:
        return false;
    }
  };
}

/** Where each absolute path, and each folder that it lies in, stands first in a stage. */
const firstMentions = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const instruction of stage.instructions) {
    for (const [path] of stage.dockerfile.written(instruction).matchAll(/\/[\w-]+(?:\/[\w-]+){0,20}/g)) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
        const folder = path.slice(0, end);
        if (!first.has(folder)) first.set(folder, instruction.span.start);
      }
    }
  }
  return first;
});
