import type { FileHost } from "../base/host.ts";
import { isBakeSetUri, roleOfDocument } from "./file-kind.ts";
import type { Ignore } from "./ignore-patterns.ts";

export interface DiscoveredFiles {
  /** Compose files that a plain `bake` in their folder loads are among them. */
  readonly bakeFiles: readonly string[];
  readonly dockerfiles: readonly string[];
  /** Workflows of GitHub Actions. */
  readonly workflows: readonly string[];
}

/** Folders that never hold a project's own Dockerfiles and are too large to look into. */
const skippedFolders = new Set([".git", "node_modules", ".venv", "venv", "__pycache__", ".terraform", ".next", ".cache"]);

/** So that a home folder opened by mistake does not keep the server busy. */
const maximumFolders = 20_000;

/** Walks a folder for bake files, Dockerfiles and workflows, leaving out what `.gitignore` files exclude. The result is sorted. */
export async function discoverFiles(host: FileHost, rootUri: string): Promise<DiscoveredFiles> {
  const bakeFiles: string[] = [];
  const dockerfiles: string[] = [];
  const workflows: string[] = [];
  const queue: { uri: string; path: string; rules: readonly IgnoreRules[] }[] = [{ uri: rootUri.replace(/\/$/, ""), path: "", rules: [] }];
  for (let next = 0; next < queue.length && next < maximumFolders; next++) {
    const folder = queue[next]!;
    const entries = await host.list(folder.uri);
    const rules = await withGitignore(host, folder, entries.some((entry) => entry.name === ".gitignore"));
    for (const entry of entries) {
      const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
      const uri = `${folder.uri}/${encodeURIComponent(entry.name)}`;
      if (entry.kind === "folder") {
        if (!skippedFolders.has(entry.name) && !isExcluded(`${path}/`, rules)) queue.push({ uri, path, rules });
        continue;
      }
      const role = roleOfDocument(uri, undefined);
      if (role === undefined || isExcluded(path, rules)) continue;
      if (role === "dockerfile") dockerfiles.push(uri);
      else if (role === "workflow") workflows.push(uri);
      else if (isBakeSetUri(uri)) bakeFiles.push(uri);
    }
  }
  return { bakeFiles: bakeFiles.sort(), dockerfiles: dockerfiles.sort(), workflows: workflows.sort() };
}

/** One `.gitignore` with the folder that its patterns are relative to, ending in a slash unless it is the root. */
interface IgnoreRules {
  readonly base: string;
  readonly rules: Ignore;
}

async function withGitignore(host: FileHost, folder: { uri: string; path: string; rules: readonly IgnoreRules[] }, hasFile: boolean): Promise<readonly IgnoreRules[]> {
  if (!hasFile) return folder.rules;
  const text = await host.readText(`${folder.uri}/.gitignore`);
  if (text === undefined) return folder.rules;
  const { ignorePatterns } = await import("./ignore-patterns.ts");
  return [...folder.rules, { base: folder.path === "" ? "" : `${folder.path}/`, rules: ignorePatterns().add(text) }];
}

/** The innermost file that says anything about the path decides, as for git. */
function isExcluded(path: string, rules: readonly IgnoreRules[]): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const { base, rules: own } = rules[index]!;
    const verdict = own.test(path.slice(base.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
