import type { CommandLine, CommandOutcome } from "./command-line.ts";

/** A set of bake files as the command line names it. */
export interface BakeFiles {
  /** The folder in which bake runs: an absolute path. */
  readonly folder: string;
  /** Paths relative to the folder, in the order of evaluation. */
  readonly files: readonly string[];
  /** Whether a plain `docker buildx bake` in the folder finds exactly these files. */
  readonly isDefaultLookup: boolean;
  /** Values of variables out of env files, below those of the settings. */
  readonly envFileValues?: Readonly<Record<string, string>>;
}

export interface BakeInvocation {
  readonly files: BakeFiles;
  /** Groups and targets; empty means `default`. */
  readonly targets: readonly string[];
  /** What the user granted, such as `network.host`. */
  readonly allow: readonly string[];
  /** Whether the images are to be loaded into the engine, whatever the targets say about their output. */
  readonly load: boolean;
}

export interface DockerOptions {
  /** The docker program: a name to be found on PATH, or a path. */
  readonly docker: string;
  /** Values for variables of the bake file. */
  readonly variables: Readonly<Record<string, string>>;
}

/** `docker buildx bake` with progress as JSON lines; buildx writes the results of a good build to `metadataFile`. */
export function bakeCommand(
  invocation: BakeInvocation,
  metadataFile: string,
  options: DockerOptions,
): CommandLine<CommandOutcome> {
  return {
    command: options.docker,
    args: [
      "buildx",
      "bake",
      ...fileArguments(invocation.files),
      "--progress=rawjson",
      `--metadata-file=${metadataFile}`,
      ...(invocation.load ? ["--load"] : []),
      ...invocation.allow.map((entitlement) => `--allow=${entitlement}`),
      ...targetArguments(invocation.targets),
    ],
    cwd: invocation.files.folder,
    env: { ...invocation.files.envFileValues, ...options.variables },
    parse: (outcome) => outcome,
  };
}

/** BuildKit's own check of the Dockerfiles behind the targets, as JSON on standard output. Findings alone do not make it fail. */
export function checkCommand(
  files: BakeFiles,
  targets: readonly string[],
  options: DockerOptions,
): CommandLine<CommandOutcome> {
  return {
    command: options.docker,
    args: [
      "buildx",
      "bake",
      ...fileArguments(files),
      "--progress=rawjson",
      "--call=check,format=json,ignorestatus=true",
      ...targetArguments(targets),
    ],
    cwd: files.folder,
    env: { ...files.envFileValues, ...options.variables },
    parse: (outcome) => outcome,
  };
}

function fileArguments(files: BakeFiles): string[] {
  return files.isDefaultLookup ? [] : files.files.map((file) => `--file=${file}`);
}

/** The separator keeps a name that starts with a dash from being taken for a flag. */
function targetArguments(targets: readonly string[]): string[] {
  return targets.length === 0 ? [] : ["--", ...targets];
}
