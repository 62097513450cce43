import { parseArgs } from "node:util";
import { orUsageError, UsageError } from "./arguments.ts";

export interface BakeArguments {
  readonly mode: "print" | "targets" | "variables";
  readonly format: "table" | "json";
  /** As given with `-f`; empty for the default lookup. */
  readonly files: readonly string[];
  /** Texts of `--set`. */
  readonly overrides: readonly string[];
  /** Values of `--var`. */
  readonly variables: ReadonlyMap<string, string>;
  readonly targets: readonly string[];
}

export function readBakeArguments(words: readonly string[]): BakeArguments {
  const { values, positionals } = parse(words);
  if ((values.print ?? false) === (values.list !== undefined)) {
    throw new UsageError("bakewell bake builds nothing: say --print, --list=targets or --list=variables.");
  }
  const list = new Map((values.list ?? "").split(",").map((field) => (field.includes("=") ? (field.split("=", 2) as [string, string]) : (["type", field] as const))));
  const mode = values.print ? "print" : list.get("type");
  if (mode !== "print" && mode !== "targets" && mode !== "variables") throw new UsageError(`--list takes targets or variables, not "${values.list}".`);
  const format = values.format ?? list.get("format") ?? "table";
  if (format !== "table" && format !== "json") throw new UsageError(`--format must be table or json, not "${format}".`);
  return {
    mode,
    format,
    files: values.file ?? [],
    overrides: values.set ?? [],
    variables: new Map((values.var ?? []).map(readVariable)),
    targets: positionals,
  };
}

function readVariable(text: string): [string, string] {
  const equals = text.indexOf("=");
  if (equals <= 0) throw new UsageError(`--var takes NAME=VALUE, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function parse(words: readonly string[]) {
  return orUsageError(() => parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      print: { type: "boolean" },
      list: { type: "string" },
      format: { type: "string" },
      file: { type: "string", short: "f", multiple: true },
      set: { type: "string", multiple: true },
      var: { type: "string", multiple: true },
    },
  }));
}
