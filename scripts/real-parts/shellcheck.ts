import { provideTool } from "./apt.ts";
import type { Missing, ToolPart } from "./part.ts";

/** Finds or installs ShellCheck. */
export function provideShellcheck(): Promise<ToolPart | Missing> {
  return provideTool(["shellcheck"], "shellcheck", ["--version"]);
}
