import { provideTool } from "./apt.ts";
import type { Missing, ToolPart } from "./part.ts";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Finds a Chromium or Chrome, or installs Debian's. */
export function provideChromium(): Promise<ToolPart | Missing> {
  return provideTool(names, "chromium", ["--version"]);
}
