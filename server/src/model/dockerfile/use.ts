import type { Stage } from "./dockerfile.ts";

/** How a Dockerfile is used by the bake files and Compose files around it. */
export interface DockerfileUse {
  /** Whether any bake or Compose file that builds this Dockerfile was found. */
  readonly isKnown: boolean;
  readonly builds: readonly StageBuild[];
  /** Whether a bake file that builds it lacks others that are loaded with it, so that there may be more builds and arguments. */
  readonly isIncomplete?: boolean;
  /** Whether the file's name says that it is for developers or tests, so that nobody ships what it builds. */
  readonly isForDevelopment?: boolean;
  /** The last part of the file's path, which may say what the others beside it are for. */
  readonly fileName?: string;
  /** Other Dockerfiles nearby that hold most of its instructions. */
  readonly similar?: readonly SimilarDockerfile[];
}

export interface SimilarDockerfile {
  /** From the folder of this one. */
  readonly path: string;
  /** How many instructions of this one are in the other too, in the same order, and of how many. */
  readonly equal: number;
  readonly of: number;
}

/** One resolved target or service that builds a stage of this Dockerfile. */
export interface StageBuild {
  /** The target's or service's name. */
  readonly target: string;
  /** The stage that is built: the named one, or the last; undefined when the name is unknown. */
  readonly stage: Stage | undefined;
  /** Build arguments by name; undefined for a value that cannot be known here. */
  readonly args: ReadonlyMap<string, string | undefined>;
  /** Keys of `contexts`: names that FROM and --from resolve before images. */
  readonly contexts: ReadonlySet<string>;
  /** Whether an image leaves the builder: tags, an output other than cacheonly, or a Compose service that runs it. */
  readonly isShipped: boolean;
  /** What the Compose service that builds it says of its containers; undefined for a target of a bake file. */
  readonly service?: ComposedService | undefined;
}

export interface ComposedService {
  readonly hasPorts: boolean;
  readonly hasHealthcheck: boolean;
  readonly hasUser: boolean;
}

/** A Dockerfile of which nothing else is known. */
export const unknownUse: DockerfileUse = { isKnown: false, builds: [] };

/** A text that is the same for uses that say the same of one and the same Dockerfile. */
export function keyOfUse({ isKnown, builds, isIncomplete, isForDevelopment, similar }: DockerfileUse): string {
  return JSON.stringify([isKnown, isIncomplete, isForDevelopment, similar, builds.map((build) => ({ ...build, stage: build.stage?.index, args: [...build.args], contexts: [...build.contexts] }))]);
}

/** Whether all that runs this stage are Compose services that say this themselves. */
export function isSaidByServices({ builds }: DockerfileUse, stage: Stage, what: keyof ComposedService): boolean {
  const shipped = builds.filter((build) => build.stage === stage && build.isShipped);
  return shipped.length > 0 && shipped.every(({ service }) => service?.[what]);
}

/** Names that some build passes as named contexts, lower case. */
export function contextNames(use: DockerfileUse): Set<string> {
  const names = new Set<string>();
  for (const build of use.builds) for (const name of build.contexts) names.add(name.toLowerCase());
  return names;
}
