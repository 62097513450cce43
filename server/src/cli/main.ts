import { readLintArguments, UsageError } from "./arguments.ts";
import type { Output } from "./lint-command.ts";
import { isTerminal, writeAll } from "./standard-streams.ts";

const usage = `Usage:
  bakewell lint [--format text|json|sarif|github|gitlab|checkstyle|junit] [--profile NAME] [--config FILE]
                [--fix] [--write-baseline] [--no-shellcheck] [--jobs N] [--fail-level error|warning|info|hint|none] PATH… | --stdin [--path PATH]
  bakewell lint --list-rules [--format json] | --explain RULE
  bakewell bake --print | --list=targets|variables [--format table|json]
                [-f FILE]… [--set PATTERN.KEY=VALUE]… [--var NAME=VALUE]… [TARGET…]
  bakewell --version | --help

lint checks Dockerfiles and Docker Bake files. Folders are searched; a file named is linted whatever its name.
Exit status: 0 nothing at or above the fail level (default: warning), 1 findings, 2 something could not be linted.

bake prints what "docker buildx bake --print" and "--list" would, without docker. Exit status: 0, 1 the files are in error,
2 the command line is.
`;

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command === "--version" || command === "-v") {
    writeAll(1, `${BAKEWELL_VERSION}\n`);
    return 0;
  }
  if (command === undefined || command === "--help" || command === "-h" || rest.includes("--help")) {
    writeAll(command === undefined ? 2 : 1, usage);
    return command === undefined ? 2 : 0;
  }
  try {
    const output: Output = {
      out: (text) => writeAll(1, text),
      error: (text) => writeAll(2, text),
      useColor: process.env["NO_COLOR"] === undefined && isTerminal(1),
    };
    if (command === "lint") return await lint(rest, output);
    if (command === "bake") return await bake(rest, output);
    throw new UsageError(`There is no command "${command}".`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    writeAll(2, `bakewell: ${error.message}\nTry bakewell --help.\n`);
    return 2;
  }
}

// Each command loads what it needs itself.
async function lint(words: readonly string[], output: Output): Promise<number> {
  if (words.includes("--list-rules")) return (await import("./rules-command.ts")).listRules(words.join(" ").includes("json"), output);
  const explained = words.indexOf("--explain");
  if (explained >= 0) return (await import("./rules-command.ts")).explainRule(words[explained + 1] ?? "", output);
  const args = readLintArguments(words);
  return (await import("./lint-command.ts")).lintCommand(args, process.cwd(), output);
}

async function bake(words: readonly string[], output: Output): Promise<number> {
  const [{ readBakeArguments }, { bakeCommand }] = await Promise.all([import("./bake-arguments.ts"), import("./bake-command.ts")]);
  return bakeCommand(readBakeArguments(words), process.cwd(), output);
}

declare const BAKEWELL_VERSION: string;

// All of the output is written by then. Taking the program down in good order would take longer than ending it.
void main(process.argv.slice(2)).then((status) => process.exit(status));
