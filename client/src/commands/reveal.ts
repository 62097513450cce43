import * as vscode from "vscode";
import type { BakeSetItem, BuildTargetArgument } from "../protocol.ts";
import type { ServerConnection } from "../server-connection.ts";
import { reveal } from "../views/locations.ts";
import { buildArgumentOf } from "./build-argument.ts";

/** Handlers of the commands that lead from stages to targets and back. */
export function revealCommands(server: ServerConnection): Readonly<Record<string, (...subjects: unknown[]) => Promise<unknown>>> {
  return {
    "bakewell.revealTarget": (subject) => revealTarget(server, buildArgumentOf(subject)),
    "bakewell.revealStage": (subject) => revealStage(server, buildArgumentOf(subject)),
  };
}

async function revealTarget(server: ServerConnection, argument: BuildTargetArgument | undefined): Promise<void> {
  const set = argument && (await findSet(server, argument.set));
  const name = argument?.targets[0];
  const item = set?.targets.find((target) => target.name === name) ?? set?.groups.find((group) => group.name === name);
  if (item?.location) await reveal(item.location);
}

/** From a target to the stage that it builds. */
async function revealStage(server: ServerConnection, argument: BuildTargetArgument | undefined): Promise<void> {
  const set = argument && (await findSet(server, argument.set));
  const target = set?.targets.find((candidate) => candidate.name === argument?.targets[0]);
  if (!target?.dockerfileUri) return;
  const uri = vscode.Uri.parse(target.dockerfileUri);
  try {
    await vscode.workspace.openTextDocument(uri);
  } catch {
    void vscode.window.showWarningMessage(`The Dockerfile of ${target.name} does not exist: ${vscode.workspace.asRelativePath(uri)}`);
    return;
  }
  const stages = (await server.stages(uri))?.stages ?? [];
  const stage = target.stage === undefined ? stages.at(-1) : stages.find((candidate) => candidate.name?.toLowerCase() === target.stage?.toLowerCase());
  const start = { line: 0, character: 0 };
  await reveal({ uri: target.dockerfileUri, range: stage?.selectionRange ?? { start, end: start } });
}

async function findSet(server: ServerConnection, id: string): Promise<BakeSetItem | undefined> {
  return (await server.bakeSets()).find((set) => set.id === id);
}
