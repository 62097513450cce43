import type { Snapshot } from "../workspace/snapshot.ts";

type Yaml = typeof import("yaml");

/** Loaded when the first such file is met, since most folders have none. */
let yaml: Yaml | undefined;
let loading: Promise<void> | undefined;

/** Loads the parser once; reading works from then on. */
export function loadYaml(): Promise<void> {
  loading ??= import("yaml").then((module) => {
    yaml = module;
  });
  return loading;
}

/** The content of a YAML file, and the first mistake in it with its line; undefined while the parser is not loaded. */
export function parseYamlFile(snapshot: Snapshot): { readonly value: unknown; readonly fault: string | undefined } | undefined {
  if (!yaml) return undefined;
  const document = yaml.parseDocument(snapshot.text);
  const [error] = document.errors;
  if (!error) return { value: document.toJS() as unknown, fault: undefined };
  return { value: undefined, fault: `Not valid YAML at line ${snapshot.lines.positionAt(error.pos[0]).line + 1}.` };
}
