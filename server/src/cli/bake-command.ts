import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import type { Span } from "../base/span.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import { type BakeFormat, defaultLookup, evaluationOrder, formatOfName } from "../eval/bake-set.ts";
import { errorPlace } from "../eval/error-place.ts";
import type { ComposeInput } from "../eval/compose/compose-input.ts";
import { evaluateBake } from "../eval/evaluate-bake.ts";
import { printBake } from "../eval/print-bake.ts";
import { type BakeFile, readBakeFile } from "../model/bake/bake-file.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { maximumSourceBytes, readSource } from "../node/read-source.ts";
import { parseHcl } from "../syntax/hcl/parse.ts";
import { parseJsonBake } from "../syntax/json/parse.ts";
import { parseYaml } from "../syntax/yaml/parse.ts";
import type { YamlTree } from "../syntax/yaml/tree.ts";
import type { BakeArguments } from "./bake-arguments.ts";
import { listTargets, listVariables } from "./bake-lists.ts";
import type { Output } from "./lint-command.ts";

interface LoadedFile {
  readonly name: string;
  readonly text: string;
  /** What the file is: a bake file in HCL or JSON, or a Compose file. */
  readonly bakeFile?: BakeFile;
  readonly compose?: YamlTree;
}

/** Runs `bakewell bake`: what `docker buildx bake` would print, without docker and without writing anything. Exit status 0 or 1. */
export function bakeCommand(args: BakeArguments, workingFolder: string, output: Output): number {
  const environment = processEnvironment();
  const names = fileNames(args.files, environment.get("BUILDX_BAKE_FILE")?.value, environment.get("BUILDX_BAKE_PATH_SEPARATOR")?.value, workingFolder);
  if (names.length === 0) return fail(output, "couldn't find a bake definition");
  const files: LoadedFile[] = [];
  for (const { name } of evaluationOrder(names.map((name) => ({ name })))) {
    const loaded = loadFile(name, workingFolder);
    if ("problem" in loaded) return fail(output, loaded.problem);
    files.push(loaded);
  }
  const evaluation = evaluateBake({
    files: files.flatMap((file) => file.bakeFile ?? []),
    ...composeInput(files, workingFolder),
    environment,
    variables: args.variables,
    overrides: args.overrides,
    now: Date.now(),
    homeFolder: homedir(),
    randomBytes: (count) => randomBytes(count),
    fileExists: (path) => existsSync(resolve(workingFolder, path)),
  });
  const fault = evaluation.faults[0];
  if (fault?.isPlaceless === true) return fail(output, fault.summary);
  if (fault) return fail(output, `${place(files, fault.uri, fault.span)}: ${fault.summary}; ${fault.detail}`);
  if (evaluation.stopped !== undefined) return fail(output, evaluation.stopped);
  return show(args, evaluation, output);
}

function show(args: BakeArguments, evaluation: BakeEvaluation, output: Output): number {
  if (args.mode === "targets") output.out(listTargets(evaluation, args.format));
  else if (args.mode === "variables") output.out(listVariables(evaluation, args.format));
  else {
    const resolved = evaluation.resolve(args.targets.length === 0 ? undefined : args.targets);
    const error = resolved.errors[0];
    if (error) return fail(output, error.message);
    output.out(printBake(resolved));
  }
  return 0;
}

/** The files to load: those of `-f`, else of BUILDX_BAKE_FILE, else the default lookup's, of which empty ones do not count. */
function fileNames(given: readonly string[], fromEnvironment: string | undefined, separator: string | undefined, workingFolder: string): string[] {
  if (given.length > 0) return [...given];
  if (fromEnvironment) return fromEnvironment.split(separator ?? (process.platform === "win32" ? ";" : ":")).filter((name) => name !== "");
  return defaultLookup.filter((name) => {
    const path = join(workingFolder, name);
    return existsSync(path) && statSync(path).size > 0;
  });
}

function loadFile(name: string, workingFolder: string): LoadedFile | { readonly problem: string } {
  const source = readSource(resolve(workingFolder, name));
  if ("problem" in source) {
    return { problem: source.problem.startsWith("there is no") ? `open ${name}: no such file or directory` : `${name} cannot be read: ${source.problem}` };
  }
  const { text } = source;
  const format = formatOfName(basename(name)) ?? guessFormat({ name, text }, workingFolder);
  if (format === "compose") return { name, text, compose: parseYaml(text, name) };
  return { name, text, bakeFile: readBakeFile(name, format === "json" ? parseJsonBake(text, name) : parseHcl(text, name)) };
}

/** A file of any other name is a Compose file, HCL or JSON: the first of them that it can be read as. */
function guessFormat(file: { readonly name: string; readonly text: string }, workingFolder: string): BakeFormat {
  const asCompose = composeInput([{ ...file, compose: parseYaml(file.text, file.name) }], workingFolder);
  if (evaluateBake({ files: [], ...asCompose, environment: processEnvironment() }).faults.length === 0) return "compose";
  const isHcl = parseHcl(file.text, file.name).strictFaults.length === 0;
  return !isHcl && parseJsonBake(file.text, file.name).strictFaults.length === 0 ? "json" : "hcl";
}

/** The Compose files of the set, which may name others beside them. */
function composeInput(files: readonly LoadedFile[], workingFolder: string): { readonly compose?: ComposeInput } {
  const compose = files.flatMap((file) => file.compose ?? []);
  if (compose.length === 0) return {};
  const readText = (path: string): string | undefined => readTextFile(resolve(workingFolder, path));
  const readYaml = (path: string): YamlTree | undefined => {
    const text = readText(path);
    return text === undefined ? undefined : parseYaml(text, path);
  };
  return { compose: { files: compose, readText, readYaml, unset: "empty" } };
}

/** Undefined for what is no file, cannot be read or is too large to be one of these. */
function readTextFile(path: string): string | undefined {
  try {
    const facts = statSync(path);
    return facts.isFile() && facts.size <= maximumSourceBytes ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** `FILE:LINE,COLUMN-COLUMN` as buildx writes it; the end is exclusive. */
function place(files: readonly LoadedFile[], uri: string, { start, end }: Span): string {
  const tree = files.find((file) => file.name === uri)?.bakeFile?.tree;
  if (!tree) return uri;
  const from = errorPlace(tree, start);
  const to = errorPlace(tree, end);
  return `${uri}:${from.line},${from.column}-${to.line === from.line ? "" : `${to.line},`}${to.column}`;
}

function fail(output: Output, message: string): number {
  output.error(`ERROR: ${message}\n`);
  return 1;
}
