import type { CommandOutcome } from "./command-line.ts";

/** Why nothing could be built at all, apart from what is built. */
export type DockerProblem =
  | { readonly kind: "docker-missing"; readonly command: string }
  | { readonly kind: "docker-not-executable"; readonly command: string }
  | { readonly kind: "folder-missing"; readonly message: string }
  | { readonly kind: "cannot-start"; readonly message: string }
  | { readonly kind: "buildx-missing" }
  | { readonly kind: "buildx-too-old"; readonly message: string }
  | { readonly kind: "daemon-unreachable"; readonly endpoint: string }
  | { readonly kind: "daemon-forbidden"; readonly endpoint: string }
  | { readonly kind: "builder-missing"; readonly builder: string }
  | { readonly kind: "builder-unreachable" }
  | { readonly kind: "no-bake-file" };

/** A step that mends a problem, for a button. */
export interface ProblemAction {
  readonly title: string;
  readonly open?: string;
  readonly setting?: string;
}

export interface ProblemExplanation {
  /** What is wrong and what to do about it. */
  readonly message: string;
  readonly actions: readonly ProblemAction[];
}

export function findDockerProblem(command: string, outcome: CommandOutcome): DockerProblem | undefined {
  if (outcome.startError) return problemOfStart(command, outcome.startError);
  if (outcome.exitCode === 0) return undefined;
  const text = outcome.stderr;
  const forbidden = /permission denied while trying to connect to the Docker (?:daemon socket|API) at (\S+?)[:.]?(?:\s|$)/i.exec(text);
  if (forbidden) return { kind: "daemon-forbidden", endpoint: forbidden[1]! };
  const unreachable = /Cannot connect to the Docker daemon at (\S+?)\. Is the docker daemon running/i.exec(text) ?? /failed to connect to the docker API at (\S+?);/i.exec(text);
  if (unreachable) return { kind: "daemon-unreachable", endpoint: unreachable[1]! };
  const builder = /no builder "([^"]*)" found/.exec(text);
  if (builder) return { kind: "builder-missing", builder: builder[1]! };
  if (/^ERROR: (failed to build: )?context deadline exceeded/m.test(text)) return { kind: "builder-unreachable" };
  if (text.includes("couldn't find a bake definition")) return { kind: "no-bake-file" };
  return problemOfUsage(text);
}

function problemOfStart(command: string, error: NonNullable<CommandOutcome["startError"]>): DockerProblem {
  if (error.kind === "not-found") return { kind: "docker-missing", command };
  if (error.kind === "not-executable") return { kind: "docker-not-executable", command };
  if (error.kind === "folder-missing") return { kind: "folder-missing", message: error.message };
  return { kind: "cannot-start", message: error.message };
}

/** Without its buildx plugin docker takes `buildx` for an unknown command, or its flags for unknown flags of its own. */
function problemOfUsage(text: string): DockerProblem | undefined {
  if (/'buildx' is not a docker command|unknown command: docker buildx/.test(text)) return { kind: "buildx-missing" };
  const flag = /^unknown (?:shorthand )?flag: .*$/m.exec(text);
  if (!flag) return undefined;
  return /^Usage:\s+docker buildx/m.test(text) ? { kind: "buildx-too-old", message: flag[0] } : { kind: "buildx-missing" };
}

const installDocker: ProblemAction = { title: "Install Docker", open: "https://docs.docker.com/get-started/get-docker/" };
const setPath: ProblemAction = { title: "Set the Path", setting: "bakewell.docker.path" };
const installBuildx: ProblemAction = { title: "Install Buildx", open: "https://github.com/docker/buildx#installing" };

export function explainProblem(problem: DockerProblem): ProblemExplanation {
  switch (problem.kind) {
    case "docker-missing":
      return { message: `“${problem.command}” was not found. Install Docker with Buildx, or say where it is in the setting bakewell.docker.path.`, actions: [installDocker, setPath] };
    case "docker-not-executable":
      return { message: `“${problem.command}” cannot be executed. Check its permissions, or name another program in the setting bakewell.docker.path.`, actions: [setPath] };
    case "folder-missing":
      return { message: problem.message, actions: [] };
    case "cannot-start":
      return { message: `Docker could not be started: ${problem.message}`, actions: [setPath] };
    case "buildx-missing":
      return { message: "Docker is here, but its Buildx plugin is not. Bakewell builds with “docker buildx bake”: install the plugin.", actions: [installBuildx] };
    case "buildx-too-old":
      return { message: `This Buildx does not know what Bakewell asks for (${problem.message}). Update it to 0.13 or newer.`, actions: [installBuildx] };
    case "daemon-unreachable":
      return { message: `The Docker daemon at ${problem.endpoint} does not answer. Start Docker, or choose another one with “docker context use” or DOCKER_HOST.`, actions: [{ title: "Start the Daemon", open: "https://docs.docker.com/engine/daemon/start/" }] };
    case "daemon-forbidden":
      return { message: `You have no permission to talk to the Docker daemon at ${problem.endpoint}. Add your account to the docker group, or use rootless Docker.`, actions: [{ title: "Manage Docker as a User", open: "https://docs.docker.com/engine/install/linux-postinstall/" }] };
    case "builder-missing":
      return { message: `There is no builder “${problem.builder}”. Choose one of “docker buildx ls” with “docker buildx use”, or change BUILDX_BUILDER.`, actions: [] };
    case "builder-unreachable":
      return { message: "The builder does not answer. See “docker buildx ls”, and choose another one with “docker buildx use”.", actions: [] };
    case "no-bake-file":
      return { message: "There is no bake file in this folder. Create a docker-bake.hcl.", actions: [] };
  }
}
