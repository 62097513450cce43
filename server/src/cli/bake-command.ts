import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { LineIndex } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import type { BakeEvaluation } from "../eval/bake-evaluation.ts";
import { defaultLookup, evaluationOrder, formatOfName } from "../eval/bake-set.ts";
import { evaluateBake } from "../eval/evaluate-bake.ts";
import { printBake } from "../eval/print-bake.ts";
import { type BakeFile, readBakeFile } from "../model/bake/bake-file.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { readSource } from "../node/read-source.ts";
import { parseHcl } from "../syntax/hcl/parse.ts";
import { parseJsonBake } from "../syntax/json/parse.ts";
import type { BakeArguments } from "./bake-arguments.ts";
import { listTargets, listVariables } from "./bake-lists.ts";
import type { Output } from "./lint-command.ts";

interface LoadedFile {
  readonly name: string;
  readonly text: string;
  readonly bakeFile: BakeFile;
}

/** Runs `bakewell bake`: what `docker buildx bake` would print, without docker and without writing anything. Exit status 0 or 1. */
export async function bakeCommand(args: BakeArguments, workingFolder: string, output: Output): Promise<number> {
  const environment = processEnvironment();
  const names = fileNames(args.files, environment.get("BUILDX_BAKE_FILE")?.value, environment.get("BUILDX_BAKE_PATH_SEPARATOR")?.value, workingFolder);
  if (names.length === 0) return fail(output, "couldn't find a bake definition");
  const files: LoadedFile[] = [];
  for (const { name } of evaluationOrder(names.map((name) => ({ name })))) {
    const loaded = await loadFile(name, workingFolder);
    if ("problem" in loaded) return fail(output, loaded.problem);
    files.push(loaded);
  }
  const evaluation = evaluateBake({
    files: files.map((file) => file.bakeFile),
    environment,
    variables: args.variables,
    overrides: args.overrides,
    now: Date.now(),
    homeFolder: homedir(),
    randomBytes: (count) => randomBytes(count),
    fileExists: (path) => existsSync(resolve(workingFolder, path)),
  });
  const fault = evaluation.faults[0];
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

async function loadFile(name: string, workingFolder: string): Promise<LoadedFile | { readonly problem: string }> {
  const source = await readSource(resolve(workingFolder, name));
  if ("problem" in source) {
    return { problem: source.problem.startsWith("there is no") ? `open ${name}: no such file or directory` : `${name} cannot be read: ${source.problem}` };
  }
  if (formatOfName(basename(name)) === "compose") return { problem: `${name} is a Compose file, which bakewell bake does not read yet` };
  const tree = formatOfName(basename(name)) === "json" ? parseJsonBake(source.text, name) : parseHcl(source.text, name);
  return { name, text: source.text, bakeFile: readBakeFile(name, tree) };
}

/** `FILE:LINE,COLUMN-COLUMN` as buildx writes it: columns count grapheme clusters from 1, the end is exclusive. */
function place(files: readonly LoadedFile[], uri: string, { start, end }: Span): string {
  const text = files.find((file) => file.name === uri)?.text ?? "";
  const lines = new LineIndex(text);
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  const column = (line: number, character: number): number => [...new Intl.Segmenter().segment(lines.lineText(line).slice(0, character))].length + 1;
  const first = `${from.line + 1},${column(from.line, from.character)}`;
  const last = to.line === from.line ? `${column(to.line, to.character)}` : `${to.line + 1},${column(to.line, to.character)}`;
  return `${uri}:${first}-${last}`;
}

function fail(output: Output, message: string): number {
  output.error(`ERROR: ${message}\n`);
  return 1;
}
