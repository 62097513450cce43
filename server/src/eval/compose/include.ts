import type { YamlEntry, YamlMapping, YamlNode } from "../../syntax/yaml/tree.ts";
import { ComposeError } from "./compose-path.ts";
import { DotenvError, parseDotenv } from "./dotenv.ts";
import { loadProject } from "./load-project.ts";
import type { Project } from "./loading.ts";
import { child, isNull, isUnknown, mappingAt, printNode, textOfNode, withEntry, withoutEntry } from "./nodes.ts";
import { folderOfPath, joinPath, resolvePath } from "./resolve-paths.ts";

/** One element of `include`. */
interface Inclusion {
  readonly node: YamlNode;
  readonly paths: readonly YamlNode[];
  readonly projectFolder: string | undefined;
  readonly envFiles: readonly YamlNode[];
}

const sections = ["services", "volumes", "networks", "secrets", "configs"] as const;

/** Adds what other projects define; a name that is defined in both with another meaning is an error. */
export function applyIncludes(project: Project, model: YamlMapping, uri: string): YamlMapping {
  const node = model.entries.get("include")?.value;
  if (node === undefined) return model;
  if (isNull(node)) return withoutEntry(model, "include");
  if (node.kind !== "sequence") throw new ComposeError("invalid-type", node, `\`include\` must be a list, got ${printNode(node)}`);
  let result = model;
  for (const item of node.items) {
    const included = loadInclusion({ ...project, including: [...project.including, uri] }, readInclusion(item));
    for (const section of included === undefined ? [] : sections) result = importSection(result, included!, section, item);
  }
  return withoutEntry(result, "include");
}

function readInclusion(node: YamlNode): Inclusion {
  if (node.kind !== "mapping") return { node, paths: [node], projectFolder: undefined, envFiles: [] };
  const list = (key: string): readonly YamlNode[] => {
    const value = child(node, key);
    return value === undefined || isNull(value) ? [] : value.kind === "sequence" ? value.items : [value];
  };
  return { node, paths: list("path"), projectFolder: textOfNode(child(node, "project_directory")), envFiles: list("env_file") };
}

function loadInclusion(project: Project, { node, paths, projectFolder, envFiles }: Inclusion): YamlMapping | undefined {
  const { loading, folder } = project;
  // Compose can fetch what Bake cannot; in the editor either may be meant.
  if (paths.some((path) => isUnknown(path) || (loading.input.unset === "unknown" && isRemote(textOfNode(path) ?? "")))) return undefined;
  const names = paths.map((path) => resolvePath(textOfNode(path) ?? "", { folder, homeFolder: undefined }));
  const main = names[0];
  if (main === undefined) return undefined;
  const own = projectFolder === undefined || projectFolder === "" ? folderOfPath(main) : resolvePath(projectFolder, { folder, homeFolder: undefined });
  const trees = names.map((name, index) => {
    const tree = loading.input.readYaml(name);
    if (tree === undefined) throw new ComposeError("missing-file", paths[index]!, `open ${name}: no such file or directory`);
    if (index === 0 && project.including.includes(tree.uri)) throw new ComposeError("include-cycle", node, `include cycle detected:\n${[...project.including, tree.uri].join("\n include ")}`);
    return tree;
  });
  return loadProject({ ...project, folder: own === "." ? "" : own, lookup: withEnvFiles(project, own, envFiles) }, trees);
}

function isRemote(path: string): boolean {
  return /^(?:https?|ssh|git|oci):|^git@|^github\.com\//.test(path);
}

/** The including project's variables win over those of env files; without any, `.env` of the project's folder counts. */
function withEnvFiles(project: Project, folder: string, envFiles: readonly YamlNode[]): Project["lookup"] {
  const { input } = project.loading;
  const values = new Map<string, string>();
  const lookup = (name: string): string | undefined => project.lookup(name) ?? values.get(name);
  const read = (path: string, text: string, place: YamlNode | undefined): void => {
    try {
      for (const [name, value] of parseDotenv(text, lookup)) values.set(name, value);
    } catch (error) {
      if (!(error instanceof DotenvError)) throw error;
      if (place !== undefined) throw new ComposeError("invalid-env-file", place, `failed to read ${path}: ${error.message}`);
    }
  };
  if (envFiles.length === 0) {
    const text = input.readText(joinPath(folder, ".env"));
    if (text !== undefined) read(".env", text, undefined);
  }
  for (const node of envFiles) {
    const path = resolvePath(textOfNode(node) ?? "", { folder: project.folder, homeFolder: undefined });
    const text = input.readText(path);
    if (text !== undefined) read(path, text, node);
    else if (path !== "/dev/null" && input.unset === "empty") throw new ComposeError("missing-env-file", node, `stat ${path}: no such file or directory`);
  }
  return lookup;
}

function importSection(model: YamlMapping, included: YamlMapping, section: string, place: YamlNode): YamlMapping {
  const from = child(included, section);
  if (from?.kind !== "mapping") return model;
  const into = child(model, section);
  const entries = new Map<string, YamlEntry>(into?.kind === "mapping" ? into.entries : []);
  for (const [name, entry] of from.entries) {
    const known = entries.get(name);
    if (known !== undefined && !isSame(known.value, entry.value)) throw new ComposeError("include-conflict", place, `${section}.${name} conflicts with imported resource`);
    if (known === undefined) entries.set(name, entry);
  }
  return withEntry(model, section, into?.kind === "mapping" ? { ...into, entries } : mappingAt(from, entries));
}

function isSame(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === "scalar" && b.kind === "scalar") return a.value === b.value;
  if (a.kind === "sequence" && b.kind === "sequence") return a.items.length === b.items.length && a.items.every((item, index) => isSame(item, b.items[index]!));
  if (a.kind !== "mapping" || b.kind !== "mapping" || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, { value }]) => b.entries.has(key) && isSame(value, b.entries.get(key)!.value));
}
