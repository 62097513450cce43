import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { copiesFrom, plainPath } from "../files/copy-paths.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { pythonFolders } from "../packages/python-folders.ts";
import { languageRelease } from "./language-release.ts";

/** Libraries of a language that are copied to a stage with another release of it. */
export interface RuntimeMismatch {
  readonly word: Word;
  readonly language: string;
  readonly from: string;
  readonly to: string;
}

/** By language: folders that hold what belongs to one release only. */
const runtimeFolders: Readonly<Record<string, RegExp>> = {
  python: /(?:^|\/)(?:site-packages|dist-packages|\.?venv|virtualenv|env)(?:\/|$)|^\/usr\/local(?:\/lib(?:\/python[\d.]*)?)?\/?$|^\/(?:root|home\/\w+)\/\.local\/?$/,
  ruby: /^\/usr\/local\/bundle\/?$|(?:^|\/)vendor\/bundle(?:\/|$)|(?:^|\/)gems(?:\/|$)/,
  node: /(?:^|\/)node_modules\/?$/,
};

export function runtimeMismatches(dockerfile: Dockerfile): RuntimeMismatch[] {
  return dockerfile.all("COPY").flatMap((copy) => mismatchesOf(dockerfile, copy));
}

function mismatchesOf(dockerfile: Dockerfile, copy: CopyInstruction): RuntimeMismatch[] {
  const name = copiesFrom(copy);
  const stage = dockerfile.stageOf(copy);
  const source = name === undefined || !stage ? undefined : dockerfile.findStage(name, stage.index);
  const here = stage && languageRelease(stage);
  const there = source && languageRelease(source);
  if (!here || !there || here.language !== there.language || here.version === there.version) return [];
  const folders = Object.hasOwn(runtimeFolders, here.language) ? runtimeFolders[here.language] : undefined;
  if (isBesides(copy, there.version) || bringsInterpreter(stage!, name!, here.language)) return [];
  return copy.sources.flatMap((word) => (folders?.test(plainPath(word)) || (here.language === "python" && pythonFolders(source!).has(plainPath(word).replace(/(?<=.)\/+$/, ""))) ? [{ word, language: here.language, from: there.version, to: here.version }] : []));
}

/** Whether the target is a folder of the other release's own, such as `/opt/python311`. */
function isBesides({ destination }: CopyInstruction, version: string): boolean {
  const path = destination ? plainPath(destination) : "";
  return path.startsWith("/") && !/^\/usr\/local(?:\/(?:lib|bundle)(?:\/|$)|\/?$)/.test(path) && new RegExp(`(?<!\\d)${version.replace(".", "\\.?")}(?!\\d)`).test(path);
}

/** Whether the other release itself is copied as well. */
function bringsInterpreter({ instructions }: Stage, from: string, language: string): boolean {
  const program = new RegExp(`^/(?:usr(?:/local)?/?)?$|^/usr(?:/local)?/bin(?:/?$|/${language}[\\d.]*$)`);
  return instructions.some((other) => other.kind === "COPY" && copiesFrom(other) === from && other.sources.some((word) => program.test(plainPath(word))));
}
