import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import type { Environment } from "../../../server/src/base/host.ts";
import { readBakeFile } from "../../../server/src/model/bake/bake-file.ts";
import { errorPlace } from "../../../server/src/eval/error-place.ts";
import { formatOfName } from "../../../server/src/eval/bake-set.ts";
import { evaluateBake } from "../../../server/src/eval/evaluate-bake.ts";
import { printBake } from "../../../server/src/eval/print-bake.ts";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import { parseJsonBake } from "../../../server/src/syntax/json/parse.ts";
import { parseYaml } from "../../../server/src/syntax/yaml/parse.ts";
import type { YamlTree } from "../../../server/src/syntax/yaml/tree.ts";
import type { BakeRequest } from "./buildx.ts";

export interface OurRun {
  readonly status: number;
  readonly stdout: string;
  readonly error: string;
  /** All lines that an error of ours points at, the first one first; empty for errors without a place. */
  /** Details of all faults: which expression buildx blames for a broken variable is random. */
  readonly details: readonly string[];
  readonly places: readonly { readonly file: string; readonly line: number }[];
}

/** The same request through our own evaluator, with buildx's flags `--set` and names understood. */
export function runOurs(request: BakeRequest): OurRun {
  const isCompose = (name: string): boolean => formatOfName(name) === "compose";
  const files = request.files.filter(({ name }) => !isCompose(name)).map(({ name, text }) => readBakeFile(name, name.endsWith(".json") ? parseJsonBake(text, name) : parseHcl(text, name)));
  const environment: Environment = {
    get: (name) => (Object.hasOwn(request.environment, name) ? { value: request.environment[name]!, origin: "process" } : undefined),
  };
  const overrides: string[] = [];
  const names: string[] = [];
  for (let at = 0; at < request.args.length; at++) {
    if (request.args[at] === "--set") overrides.push(request.args[++at]!);
    else names.push(request.args[at]!);
  }
  const compose = request.files.filter(({ name }) => isCompose(name)).map(({ name, text }) => parseYaml(text, name));
  const readText = (path: string): string | undefined => [...request.files, ...request.besides ?? []].find((file) => file.name === path)?.text;
  const readYaml = (path: string): YamlTree | undefined => {
    const text = readText(path);
    return text === undefined ? undefined : parseYaml(text, path);
  };
  const base = compose.length === 0 ? {} : { compose: { files: compose, readText, readYaml, unset: "empty" as const } };
  const evaluation = evaluateBake({ files, ...base, environment, overrides, now: Date.now(), homeFolder: homedir(), randomBytes: (count) => randomBytes(count), fileExists: (path) => readText(path.replace(/^\.\//, "")) !== undefined });
  const lineOf = (uri: string, offset: number): { file: string; line: number } => {
    const file = files.find((candidate) => candidate.uri === uri);
    return { file: uri, line: file === undefined ? 1 : errorPlace(file.tree, offset).line };
  };
  const fault = evaluation.faults[0];
  if (fault?.isPlaceless === true) return { status: 1, stdout: "", error: fault.summary, places: [], details: evaluation.faults.map((each) => each.summary) };
  if (fault !== undefined) {
    return { status: 1, stdout: "", error: `${fault.summary}; ${fault.detail}`, places: evaluation.faults.map((each) => lineOf(each.uri, each.span.start)), details: evaluation.faults.filter((each) => each.code === "invalid-variable").map((each) => each.detail) };
  }
  const resolved = evaluation.resolve(names.length > 0 ? names : undefined);
  const error = resolved.errors[0];
  if (error !== undefined) return { status: 1, stdout: "", error: error.message, places: [], details: [] };
  return { status: 0, stdout: printBake(resolved), error: "", places: [], details: [] };
}
