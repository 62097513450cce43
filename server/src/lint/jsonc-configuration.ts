import { parse, type ParseError } from "jsonc-parser";
import { relativePath } from "../base/uri.ts";
import type { Rule } from "../rules/rule.ts";
import { ignorePatterns } from "../workspace/ignore-patterns.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { ConfigurationFile } from "./configuration-files.ts";
import { readConfiguration } from "./read-configuration.ts";

/** Reads a `.bakewell.jsonc`. */
export function readConfigurationFile(snapshot: Snapshot, folderUri: string, rules: readonly Rule[]): ConfigurationFile {
  const errors: ParseError[] = [];
  const value: unknown = parse(snapshot.text, errors, { allowTrailingComma: true });
  const { configuration, problems } = readConfiguration(value, rules);
  const broken = errors.map((error) => ({ path: [], message: `Not valid JSON at line ${snapshot.lines.positionAt(error.offset).line + 1}.` }));
  return { uri: snapshot.uri, covers: (globs, uri) => covers(folderUri, globs, uri), configuration, problems: [...broken.slice(0, 1), ...problems] };
}

function covers(folderUri: string, globs: readonly string[], uri: string): boolean {
  if (globs.length === 0) return false;
  const path = relativePath(folderUri, uri);
  return !path.startsWith("../") && ignorePatterns().add([...globs]).ignores(path);
}
