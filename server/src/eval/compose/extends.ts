import type { YamlEntry, YamlMapping, YamlNode } from "../../syntax/yaml/tree.ts";
import { ComposeError, type ComposePath } from "./compose-path.ts";
import { loadTree } from "./load-tree.ts";
import type { Project } from "./loading.ts";
import { mergeNodes } from "./merge.ts";
import { asMapping, child, isNull, isUnknown, mappingAt, textOfNode, withEntries, withEntry, withoutEntry } from "./nodes.ts";
import { applyResets } from "./resets.ts";
import { folderOfPath, resolvePath, resolvePaths } from "./resolve-paths.ts";

/** The services that a service may build on, with what their file resets. */
interface Surrounding {
  readonly project: Project;
  readonly services: YamlMapping;
  readonly resets: readonly ComposePath[];
  /** The file's path, "" for the file that was given. */
  readonly path: string;
}

/** Puts below each service what it `extends`, from the same file or another one. */
export function applyExtends(project: Project, model: YamlMapping, resets: readonly ComposePath[]): YamlMapping {
  const services = model.entries.get("services")?.value;
  if (services === undefined) return model;
  if (services.kind !== "mapping") throw new ComposeError("invalid-type", services, "services must be a mapping");
  const entries = new Map<string, YamlEntry>();
  for (const [name, entry] of services.entries) {
    try {
      entries.set(name, { ...entry, value: extendService({ project, services, resets, path: "" }, name, []) });
    } catch (error) {
      if (!(error instanceof ComposeError)) throw error;
      project.loading.report(error);
    }
  }
  return withEntry(model, "services", withEntries(services, entries));
}

function extendService(around: Surrounding, name: string, visited: readonly string[]): YamlNode {
  const service = around.services.entries.get(name)!.value;
  if (isNull(service)) return service;
  if (service.kind !== "mapping") throw new ComposeError("invalid-type", service, `services.${name} must be a mapping`);
  const extended = service.entries.get("extends")?.value;
  if (extended === undefined) return service;
  const { reference, file } = readReference(name, extended);
  if (isUnknown(file) || isUnknown(child(extended, "service")) || isUnknown(extended)) return service;
  const inner = file === undefined ? around : openFile(around, name, file);
  if (!inner.services.entries.has(reference)) throw new ComposeError("unknown-service", extended, `cannot extend service ${JSON.stringify(name)} in ${around.path}: service ${JSON.stringify(reference)} not found${file === undefined ? "" : ` in ${inner.path}`}`);
  const step = `${inner.path}\n${name}`;
  if (visited.includes(step)) throw new ComposeError("extends-cycle", extended, `Circular reference:\n  ${[...visited, step].map((each) => each.split("\n").reverse().join(" in ")).join("\n  extends ")}`.trimEnd());
  const base = extendService(inner, reference, [...visited, step]);
  if (base.kind !== "mapping") return service;
  const cleaned = child(child(applyResets(wrap(name, base), inner === around ? around.resets : [...around.resets, ...inner.resets]), "services"), name);
  return withoutEntry(asMapping(mergeNodes(cleaned!, service, ["services", "x"]))!, "extends");
}

function wrap(name: string, service: YamlMapping): YamlMapping {
  const inner = mappingAt(service, [[name, { keySpan: service.span, value: service }]]);
  return mappingAt(service, [["services", { keySpan: service.span, value: inner }]]);
}

function readReference(name: string, node: YamlNode): { readonly reference: string; readonly file: YamlNode | undefined } {
  if (node.kind !== "mapping") return { reference: textOfNode(node) ?? "", file: undefined };
  const reference = textOfNode(node.entries.get("service")?.value);
  if (reference === undefined) throw new ComposeError("missing-service", node, `extends.${name}.service is required`);
  const file = node.entries.get("file")?.value;
  return { reference, file: isNull(file) ? undefined : file };
}

function openFile(around: Surrounding, name: string, file: YamlNode): Surrounding {
  const given = textOfNode(file) ?? "";
  const { project } = around;
  const path = resolvePath(given, { folder: project.folder, homeFolder: undefined });
  const tree = project.loading.input.readYaml(path);
  if (tree === undefined) throw new ComposeError("missing-file", file, `open ${path}: no such file or directory`);
  // Still relative to the project's folder, which is put before all paths in the end.
  const folder = folderOfPath(resolvePath(given, { folder: "", homeFolder: undefined }));
  const loaded = loadTree(project, tree, undefined, { isExtended: true });
  const services = loaded.model?.entries.get("services")?.value;
  if (services === undefined) throw new ComposeError("missing-services", file, `cannot extend service ${JSON.stringify(name)} in ${path}: no services section`);
  if (services.kind !== "mapping") throw new ComposeError("invalid-type", file, `cannot extend service ${JSON.stringify(name)} in ${path}: services must be a mapping`);
  const resolved = asMapping(child(resolvePaths(wrapServices(services), { folder, homeFolder: project.loading.homeFolder }), "services"))!;
  return { project, services: resolved, resets: loaded.resets, path: given };
}

function wrapServices(services: YamlMapping): YamlMapping {
  return mappingAt(services, [["services", { keySpan: services.span, value: services }]]);
}
