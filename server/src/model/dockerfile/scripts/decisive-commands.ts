import type { Invocation } from "../../shell/invocations.ts";
import type { RunStep } from "./run-steps.ts";

/** Whether a call brings something into the image, so that the image is broken when it fails: package managers, downloads and builds. */
export function isDecisive({ script, packageCommands }: RunStep, invocation: Invocation): boolean {
  if (packageCommands.some((command) => command.invocation === invocation && (command.action === "install" || command.action === "update"))) return true;
  return /^(?:make|cmake|ninja|tar|unzip|cargo|go|mvn|gradle)$/.test(invocation.name) || script.facts.downloads.some((download) => download.invocation === invocation);
}
