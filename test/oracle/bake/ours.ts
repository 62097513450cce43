import { homedir } from "node:os";
import type { Environment } from "../../../server/src/base/host.ts";
import { readBakeFile } from "../../../server/src/model/bake/bake-file.ts";
import { evaluateBake } from "../../../server/src/eval/evaluate-bake.ts";
import { printBake } from "../../../server/src/eval/print-bake.ts";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import { parseJsonBake } from "../../../server/src/syntax/json/parse.ts";
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
  const files = request.files.map(({ name, text }) => readBakeFile(name, name.endsWith(".json") ? parseJsonBake(text, name) : parseHcl(text, name)));
  const environment: Environment = {
    get: (name) => (Object.hasOwn(request.environment, name) ? { value: request.environment[name]!, origin: "process" } : undefined),
  };
  const overrides: string[] = [];
  const names: string[] = [];
  for (let at = 0; at < request.args.length; at++) {
    if (request.args[at] === "--set") overrides.push(request.args[++at]!);
    else names.push(request.args[at]!);
  }
  const evaluation = evaluateBake({ files, environment, overrides, now: Date.now(), homeFolder: homedir(), fileExists: (path) => request.files.some((file) => file.name === path) });
  const lineOf = (uri: string, offset: number): { file: string; line: number } => ({
    file: uri, line: (request.files.find((file) => file.name === uri)?.text ?? "").slice(0, offset).split("\n").length,
  });
  const fault = evaluation.faults[0];
  if (fault !== undefined) {
    return { status: 1, stdout: "", error: `${fault.summary}; ${fault.detail}`, places: evaluation.faults.map((each) => lineOf(each.uri, each.span.start)), details: evaluation.faults.filter((each) => each.code === "invalid-variable").map((each) => each.detail) };
  }
  const resolved = evaluation.resolve(names.length > 0 ? names : undefined);
  const error = resolved.errors[0];
  if (error !== undefined) return { status: 1, stdout: "", error: error.message, places: [], details: [] };
  return { status: 0, stdout: printBake(resolved), error: "", places: [], details: [] };
}
