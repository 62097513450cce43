import type { YamlNode } from "../../syntax/yaml/tree.ts";
import { ComposeError } from "./compose-path.ts";
import { DotenvError, parseDotenv } from "./dotenv.ts";
import { toBoolean } from "./interpolate.ts";
import type { Project } from "./loading.ts";
import { child, isNull, printNode, textOfNode } from "./nodes.ts";
import type { ComposeService } from "./services.ts";

/** What a service runs with, out of `env_file` and, on top of it, `environment`: it also gives the args of the build that have no value of their own. */
export function readServiceEnvironment(service: ComposeService, project: Project): ReadonlyMap<string, string> {
  const own = ownVariables(service, project);
  const values = new Map<string, string>();
  const lookup = (name: string): string | undefined => project.lookup(name) ?? own.get(name) ?? undefined;
  const files = child(service.node, "env_file");
  for (const file of files?.kind === "sequence" ? files.items : []) {
    const path = textOfNode(child(file, "path")) ?? "";
    const mayLack = isFalse(child(file, "required"), project);
    const text = project.loading.input.readText(path);
    if (text === undefined) {
      if (!mayLack && project.loading.input.unset === "empty") project.loading.report(new ComposeError("missing-env-file", file, `env file ${path} not found: stat ${path}: no such file or directory`));
      continue;
    }
    try {
      for (const [name, value] of parseDotenv(text, lookup)) values.set(name, value);
    } catch (error) {
      if (!(error instanceof DotenvError)) throw error;
      project.loading.report(new ComposeError("invalid-env-file", file, `failed to read ${path}: ${error.message}`));
    }
  }
  for (const [name, value] of own) {
    if (value === undefined) values.delete(name);
    else values.set(name, value);
  }
  return values;
}

function isFalse(node: YamlNode | undefined, project: Project): boolean {
  const value = node?.kind === "scalar" && typeof node.value === "string" && node.unknown === undefined ? toBoolean(node.value) : node?.kind === "scalar" ? node.value : true;
  if (value === undefined) project.loading.report(new ComposeError("invalid-value", node!, `invalid boolean: ${printNode(node!)}`));
  return value === false;
}

/** Variables of `environment`; those without a value anywhere are undefined. */
function ownVariables(service: ComposeService, project: Project): Map<string, string | undefined> {
  const variables = new Map<string, string | undefined>();
  const node = child(service.node, "environment");
  if (node?.kind === "mapping") {
    for (const [name, { value }] of node.entries) variables.set(name, isNull(value) ? project.lookup(name) : printNode(value));
  } else if (node?.kind === "sequence") {
    for (const item of node.items) {
      const text = printNode(item);
      const equals = text.indexOf("=");
      const name = equals < 0 ? text : text.slice(0, equals);
      variables.set(name, equals < 0 ? project.lookup(name) : text.slice(equals + 1));
    }
  }
  return variables;
}
