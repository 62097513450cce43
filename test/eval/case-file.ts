import { readFileSync, writeFileSync } from "node:fs";
import type { BakeRequest } from "../oracle/bake/buildx.ts";

/**
 * One case of a case file: `=== name`, then optional `args:` and `env:` lines, files that start with `//- name` (or with
 * `//- beside name` when they only lie there and are not given),
 * and after `--- expect` the `--print` output, or `error FILE:LINE Summary; Detail`, or `error message`.
 */
export interface BakeCase {
  readonly name: string;
  readonly request: BakeRequest;
  readonly expected: string;
}

export function readCases(path: string): BakeCase[] {
  return readFileSync(path, "utf8").split(/^=== /m).slice(1).map(readCase);
}

function readCase(source: string): BakeCase {
  const [input = "", expected = ""] = source.split(/^--- expect\n/m);
  const [head = "", ...parts] = input.split(/^\/\/- /m);
  const [name = "", ...settings] = head.split("\n");
  const setting = (key: string): string[] => settings.filter((line) => line.startsWith(`${key}: `)).flatMap((line) => line.slice(key.length + 2).split(" "));
  const environment = Object.fromEntries(setting("env").map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
  const fileOf = (part: string): { name: string; text: string } => ({ name: part.slice(0, part.indexOf("\n")), text: part.slice(part.indexOf("\n") + 1) });
  const files = parts.filter((part) => !part.startsWith("beside ")).map(fileOf);
  const besides = parts.filter((part) => part.startsWith("beside ")).map((part) => fileOf(part.slice("beside ".length)));
  return { name, request: { files, besides, args: setting("args"), environment }, expected: `${expected.trimEnd()}\n` };
}

/** Replaces what the cases of a file expect. */
export function rewriteCases(path: string, expectedOf: (bakeCase: BakeCase) => string): void {
  const source = readFileSync(path, "utf8");
  const cases = source.split(/^(?==== )/m);
  writeFileSync(path, cases.map((text) => {
    if (!text.startsWith("=== ")) return text;
    const [input = ""] = text.split(/^--- expect\n/m);
    return `${input.trimEnd()}\n--- expect\n${expectedOf(readCase(text.slice(4))).trimEnd()}\n\n`;
  }).join(""));
}
