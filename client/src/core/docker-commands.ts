import type { CommandLine, CommandOutcome } from "./command-line.ts";
import type { DockerOptions } from "./bake-command.ts";
import { parseContainerState } from "./health.ts";
import type { ContainerState } from "./health.ts";

function dockerCommand<Result>(options: DockerOptions, args: readonly string[], parse: (outcome: CommandOutcome) => Result): CommandLine<Result> {
  return { command: options.docker, args, cwd: undefined, env: {}, parse };
}

/** Whether docker and buildx can be run; it asks no daemon. */
export function buildxVersionCommand(options: DockerOptions): CommandLine<CommandOutcome> {
  return dockerCommand(options, ["buildx", "version"], (outcome) => outcome);
}

export interface ImageFacts {
  readonly id: string;
  /** Whether the image has a health check that is not switched off. */
  readonly hasHealthcheck: boolean;
}

/** What the engine knows of an image; undefined when it has none of that name or digest. */
export function inspectImageCommand(image: string, options: DockerOptions): CommandLine<ImageFacts | undefined> {
  return dockerCommand(options, ["image", "inspect", "--format={{json .}}", "--", image], (outcome) => {
    if (outcome.exitCode !== 0) return undefined;
    const facts = JSON.parse(outcome.stdout) as { Id: string; Config?: { Healthcheck?: { Test?: readonly string[] | null } | null } | null };
    const test = facts.Config?.Healthcheck?.Test ?? [];
    return { id: facts.Id, hasHealthcheck: test.length > 0 && test[0] !== "NONE" };
  });
}

/** Starts a container in the background under a name of ours, so that it can be removed however starting it ends. */
export function runContainerCommand(image: string, name: string, options: DockerOptions): CommandLine<CommandOutcome> {
  return dockerCommand(options, ["run", "--detach", "--pull=never", `--name=${name}`, "--label=dev.bakewell.test=1", image], (outcome) => outcome);
}

/** Undefined when there is no such container (any more). */
export function inspectContainerCommand(name: string, options: DockerOptions): CommandLine<ContainerState | undefined> {
  return dockerCommand(options, ["container", "inspect", "--format={{json .State}}", name], (outcome) => (outcome.exitCode === 0 ? parseContainerState(outcome.stdout) : undefined));
}

/** The last lines that the container wrote, both streams. */
export function containerLogsCommand(name: string, options: DockerOptions): CommandLine<string> {
  return dockerCommand(options, ["container", "logs", "--tail=40", name], (outcome) => (outcome.stdout + outcome.stderr).trimEnd());
}

export function removeContainerCommand(name: string, options: DockerOptions): CommandLine<CommandOutcome> {
  return dockerCommand(options, ["container", "rm", "--force", "--volumes", name], (outcome) => outcome);
}
