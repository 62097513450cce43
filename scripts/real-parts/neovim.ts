import { provideTool } from "./apt.ts";
import type { Missing, ToolPart } from "./part.ts";

/** Finds or installs Neovim, whose built-in client is the second editor that the language server is tested with. */
export function provideNeovim(): Promise<ToolPart | Missing> {
  return provideTool(["nvim"], "neovim", ["--version"]);
}
