import type { YamlEntry, YamlMapping, YamlTree } from "../../syntax/yaml/tree.ts";
import type { Lookup } from "./compose-input.ts";
import { loadTree } from "./load-tree.ts";
import type { Project } from "./loading.ts";
import { asMapping, child, mappingAt, scalarAt, textOfNode, withEntries, withEntry } from "./nodes.ts";
import { resolvePaths } from "./resolve-paths.ts";

/** Merges the files of a project, gives builds their default context, and resolves paths. Undefined when they hold nothing. */
export function loadProject(project: Project, trees: readonly YamlTree[]): YamlMapping | undefined {
  let model: YamlMapping | undefined;
  for (const tree of trees) model = loadTree(project, tree, model, { isExtended: false }).model ?? model;
  if (model === undefined) return undefined;
  const whole = mapServices(model, (service) => withEnvironment(withDefaultContext(service), project.lookup));
  return asMapping(resolvePaths(whole, { folder: project.folder, homeFolder: project.loading.homeFolder }));
}

function mapServices(model: YamlMapping, change: (service: YamlMapping) => YamlMapping): YamlMapping {
  const services = child(model, "services");
  if (services?.kind !== "mapping") return model;
  const entries = new Map<string, YamlEntry>();
  for (const [name, entry] of services.entries) entries.set(name, { ...entry, value: entry.value.kind === "mapping" ? change(entry.value) : entry.value });
  return withEntry(model, "services", withEntries(services, entries));
}

/** Bare names in a list of variables take the values of the project's own environment. */
function withEnvironment(service: YamlMapping, lookup: Lookup): YamlMapping {
  const environment = child(service, "environment");
  if (environment?.kind !== "sequence") return service;
  const items = environment.items.map((item) => {
    const name = textOfNode(item);
    const value = name === undefined ? undefined : lookup(name);
    return value === undefined ? item : scalarAt(item, `${name}=${value}`);
  });
  return withEntry(service, "environment", { ...environment, items });
}

function withDefaultContext(service: YamlMapping): YamlMapping {
  const build = child(service, "build");
  if (build?.kind !== "mapping" || build.entries.has("context")) return service;
  return withEntry(service, "build", mappingAt(build, [...build.entries, ["context", { keySpan: build.span, value: scalarAt(build, ".") }]]));
}
