import { rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { startWords } from "./command-words.ts";
import { portsOf } from "./ports.ts";
import { hasProgram } from "./programs.ts";

/** By port, what serves it: as a program that is started, in the name of a base image or of a package. */
const servers: Readonly<Record<string, RegExp>> = {
  "22": /(?:^|[/_-])(?:sshd?|openssh|dropbear|sftp|gite?a|gitlab|gogs|forgejo|gerrit|bitbucket)(?:$|[/._-])/,
  "3389": /(?:^|[/_-])(?:xrdp|rdp|guacd|guacamole|desktop)(?:$|[/._-])/,
  "5800": /vnc|(?:^|[/_-])desktop(?:$|[/._-])/i,
  "5900": /vnc|(?:^|[/_-])(?:desktop|selenium)(?:$|[/._-])/i,
};

/** Whether a port for remote access is what the image is for: its command or base serves it, or it installs what does and offers nothing else. */
export function isForRemoteAccess(stage: Stage, port: string): boolean {
  const server = servers[port];
  if (!server) return false;
  return startsServer(stage, server) || isBuiltOn(stage, server) || (port === "22" && servesRepositories(stage)) || (offersNothingElse(stage) && installs(stage, server));
}

/** Whether the image starts or builds on a server for remote access, or its programs reach each other by SSH as those for clusters do. */
export function needsRemoteAccess(stage: Stage): boolean {
  return Object.values(servers).some((server) => startsServer(stage, server) || isBuiltOn(stage, server)) || installs(stage, clusters);
}

const clusters = /(?:^|[-_])(?:open|lib)?(?:mpi|mpich|mvapich2?|pdsh|slurm\w*|horovod|hadoop)(?:$|[-_\d])|^libopenmpi/;

function startsServer(stage: Stage, server: RegExp): boolean {
  return startWords(stage).some((word) => server.test(word));
}

function isBuiltOn(stage: Stage, server: RegExp): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && server.test(base.ref.repository);
}

/** A Git server takes pushes over SSH beside the port of its pages. */
function servesRepositories(stage: Stage): boolean {
  return hasProgram(stage, "git") === "yes" && portsOf(stage).some(({ port }) => port !== "22");
}

function offersNothingElse(stage: Stage): boolean {
  return portsOf(stage).every(({ port }) => Object.hasOwn(servers, port));
}

function installs(stage: Stage, server: RegExp): boolean {
  return stageChain(stage).flatMap(stepsOf).some(({ packageCommands }) => packageCommands.some(({ action, packages }) => action === "install" && packages.some(({ name }) => server.test(name))));
}
