import * as vscode from "vscode";
import type { DockerOptions } from "../core/bake-command.ts";

export type RevealTerminal = "always" | "onFailure" | "never";

/** The client's own settings, read when they are needed so that a change counts from the next run on. */
export interface ClientSettings {
  readonly docker: DockerOptions;
  readonly testTimeoutSeconds: number;
  readonly revealTerminal: RevealTerminal;
  readonly followCursor: boolean;
}

export function readClientSettings(): ClientSettings {
  const settings = vscode.workspace.getConfiguration("bakewell");
  const variables = settings.get<Record<string, unknown>>("bake.variables", {});
  const reveal = settings.get<string>("build.revealTerminal");
  return {
    docker: {
      docker: settings.get<string>("docker.path", "").trim() || "docker",
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    },
    testTimeoutSeconds: Math.max(1, settings.get<number>("test.timeoutSeconds", 120)),
    revealTerminal: reveal === "onFailure" || reveal === "never" ? reveal : "always",
    followCursor: settings.get<boolean>("stages.followCursor", true),
  };
}
