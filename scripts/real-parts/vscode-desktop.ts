import { findExecutable } from "./part.ts";

/** The machine's own desktop VS Code, or undefined where there is none or no display to open it on. */
export function findDesktopVscode(): string | undefined {
  const macos = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";
  return hasDisplay() ? findExecutable("code", macos, "code-insiders", "codium") : undefined;
}

/** Whether a window can be opened. */
export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}
