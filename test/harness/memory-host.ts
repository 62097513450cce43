// A disk in memory, and a workspace over it, for tests that state files as text.
import type { Environment, FileHost } from "../../server/src/base/host.ts";
import { Linter, type LinterSettings } from "../../server/src/lint/linter.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";

export const memoryFolder = "file:///work";

/** The URI of a path below the memory's folder; a URI stays as it is. */
export function memoryUri(path: string): string {
  return /^[a-z]+:/.test(path) ? path : `${memoryFolder}/${path}`;
}

/** Serves what the map holds at the moment, so that a test can change files "on disk". Without `executables`, nobody knows of any file whether it may be executed. */
export function memoryHost(files: ReadonlyMap<string, string>, executables?: ReadonlySet<string>): FileHost {
  const uris = (): string[] => [...files.keys()].map(memoryUri);
  const textOf = (uri: string): string | undefined => files.get(uri) ?? files.get(uri.slice(memoryFolder.length + 1));
  return {
    readText: async (uri) => textOf(uri),
    isExecutable: async (uri) => executables?.has(uri.slice(memoryFolder.length + 1)),
    kindOf: async (uri) => (textOf(uri) !== undefined ? "file" : uris().some((other) => other.startsWith(`${uri}/`)) ? "folder" : undefined),
    list: async (folder) => {
      const names = new Map<string, "file" | "folder">();
      for (const uri of uris()) {
        if (!uri.startsWith(`${folder}/`)) continue;
        const [name, ...rest] = uri.slice(folder.length + 1).split("/");
        names.set(name!, rest.length > 0 ? "folder" : "file");
      }
      return [...names].map(([name, kind]) => ({ name, kind }));
    },
  };
}

export function memoryEnvironment(values: Readonly<Record<string, string>> = {}): Environment {
  return { get: (name) => (values[name] === undefined ? undefined : { value: values[name], origin: "process" }) };
}

/** A workspace over files given as text, ready to be asked, and a linter whose rules may not throw. */
export async function memoryWorkspace(
  files: ReadonlyMap<string, string>,
  settings: LinterSettings = { configuration: {} },
  environment: Readonly<Record<string, string>> = {},
  executables?: ReadonlySet<string>,
): Promise<{ workspace: Workspace; linter: Linter }> {
  const workspace = new Workspace(memoryHost(files, executables), [memoryFolder], { bakeFiles: [], environment: memoryEnvironment(environment) });
  const linter = new Linter(workspace, allRules, settings, (_rule, error) => {
    throw error;
  });
  await workspace.discover();
  do {
    await workspace.settle();
    for (const path of files.keys()) {
      workspace.store.get(`${memoryFolder}/${path}`);
      linter.wantNeeds(`${memoryFolder}/${path}`);
    }
  } while (await workspace.store.settle());
  return { workspace, linter };
}
