import { LatePart } from "../base/late-part.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Most folders have no such file. */
const yaml = new LatePart(() => import("./yaml-parser.ts"));

/** Loads the parser once; reading works from then on. */
export function loadYaml(): Promise<void> {
  return yaml.load();
}

/** The content of a YAML file, and the first mistake in it with its line; undefined while the parser is not loaded. */
export function parseYamlFile(snapshot: Snapshot): { readonly value: unknown; readonly fault: string | undefined } | undefined {
  if (!yaml.loaded) return undefined;
  const document = yaml.loaded.parseDocument(snapshot.text);
  const [error] = document.errors;
  if (!error) return { value: document.toJS() as unknown, fault: undefined };
  return { value: undefined, fault: `Not valid YAML at line ${snapshot.lines.positionAt(error.pos[0]).line + 1}.` };
}
