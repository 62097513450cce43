import { enableCompileCache } from "node:module";
import { readLintArguments, UsageError } from "./arguments.ts";
import { lintCommand } from "./lint-command.ts";

const usage = `Usage:
  bakewell lint [--format text|json|sarif|github] [--profile NAME] [--config FILE]
                [--fix] [--fail-level error|warning|info|hint|none] PATH…
  bakewell --version | --help

Lints Dockerfiles and Docker Bake files. Folders are searched; a file named is linted whatever its name.
Exit status: 0 nothing at or above the fail level (default: warning), 1 findings, 2 something could not be linted.
`;

/** Node 20 has no compile cache; newer versions start faster with it. */
(enableCompileCache as (() => void) | undefined)?.();

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command === "--version" || command === "-v") {
    process.stdout.write(`${BAKEWELL_VERSION}\n`);
    return 0;
  }
  if (command === undefined || command === "--help" || command === "-h" || rest.includes("--help")) {
    (command === undefined ? process.stderr : process.stdout).write(usage);
    return command === undefined ? 2 : 0;
  }
  try {
    if (command !== "lint") throw new UsageError(`There is no command "${command}".`);
    const useColor = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
    return await lintCommand(readLintArguments(rest), process.cwd(), {
      out: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
      useColor,
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`bakewell: ${error.message}\nTry bakewell --help.\n`);
    return 2;
  }
}

declare const BAKEWELL_VERSION: string;

// The exit code is set rather than exited with, so that a pipe gets all of the output.
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
