import * as vscode from "vscode";
import { buildxVersionCommand } from "../core/docker-commands.ts";
import { findDockerProblem } from "../core/docker-problem.ts";
import type { DockerProblem } from "../core/docker-problem.ts";
import { startProcess } from "./process-runner.ts";
import { readClientSettings } from "./settings.ts";

/** Whether docker and buildx are there. Nothing is run in an untrusted workspace: then there is no answer. */
export async function probeDocker(): Promise<DockerProblem | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const { docker } = readClientSettings();
  const probe = startProcess(buildxVersionCommand(docker));
  const timer = setTimeout(() => probe.kill(), 15_000);
  const outcome = await probe.result;
  clearTimeout(timer);
  return findDockerProblem(docker.docker, outcome);
}
