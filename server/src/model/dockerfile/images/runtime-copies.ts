import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { copiesFrom, plainPath } from "../files/copy-paths.ts";
import { type Dockerfile, rootBase, type Stage } from "../dockerfile.ts";
import { isOfficialImage, shortRepository } from "./image-reference.ts";

/** Libraries of a language that are copied to a stage with another release of it. */
export interface RuntimeMismatch {
  readonly word: Word;
  readonly language: string;
  readonly from: string;
  readonly to: string;
}

interface Runtime {
  /** Whether a folder holds what belongs to one release only. */
  readonly folders: RegExp;
  /** The part of the version in which two releases have to agree. */
  readonly version: RegExp;
}

const runtimes: Readonly<Record<string, Runtime>> = {
  python: { folders: /(?:^|\/)(?:site-packages|dist-packages|\.?venv|virtualenv|env)(?:\/|$)|^\/usr\/local(?:\/lib(?:\/python[\d.]*)?)?\/?$|^\/(?:root|home\/\w+)\/\.local\/?$/, version: /^3\.\d+/ },
  ruby: { folders: /^\/usr\/local\/bundle\/?$|(?:^|\/)vendor\/bundle(?:\/|$)|(?:^|\/)gems(?:\/|$)/, version: /^\d+\.\d+/ },
  node: { folders: /(?:^|\/)node_modules\/?$/, version: /^\d+/ },
};

export function runtimeMismatches(dockerfile: Dockerfile): RuntimeMismatch[] {
  return dockerfile.all("COPY").flatMap((copy) => mismatchesOf(dockerfile, copy));
}

function mismatchesOf(dockerfile: Dockerfile, copy: CopyInstruction): RuntimeMismatch[] {
  const name = copiesFrom(copy);
  const stage = dockerfile.stageOf(copy);
  const source = name === undefined || !stage ? undefined : dockerfile.findStage(name, stage.index);
  const here = stage && releaseOf(stage);
  const there = source && releaseOf(source);
  if (!here || !there || here.language !== there.language || here.version === there.version) return [];
  const { folders } = runtimes[here.language]!;
  return copy.sources.flatMap((word) => (folders.test(plainPath(word)) ? [{ word, language: here.language, from: there.version, to: here.version }] : []));
}

/** The language and release of the official image that a stage starts from. */
function releaseOf(stage: Stage): { language: string; version: string } | undefined {
  const base = rootBase(stage);
  if (base.kind !== "image" || !isOfficialImage(base.ref)) return undefined;
  const language = shortRepository(base.ref);
  const version = Object.hasOwn(runtimes, language) ? runtimes[language]!.version.exec(base.ref.tag ?? "")?.[0] : undefined;
  return version === undefined ? undefined : { language, version };
}
