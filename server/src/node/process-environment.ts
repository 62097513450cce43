import { platform } from "node:process";
import type { Environment, EnvironmentValue } from "../base/host.ts";

/** The environment of this process with the settings' variables on top. Names ignore case on Windows, as there. */
export function processEnvironment(settings: Readonly<Record<string, string>> = {}): Environment {
  const fold = (name: string): string => (platform === "win32" ? name.toUpperCase() : name);
  const values = new Map<string, EnvironmentValue>();
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) values.set(fold(name), { value, origin: "process" });
  }
  for (const [name, value] of Object.entries(settings)) values.set(fold(name), { value, origin: "setting" });
  return { get: (name) => values.get(fold(name)) };
}
