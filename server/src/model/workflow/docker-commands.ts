import { parseShell } from "../../syntax/shell/parse.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import { shellFacts } from "../shell/facts.ts";
import type { Invocation } from "../shell/invocations.ts";
import { folderOfScript } from "./source-folders.ts";
import type { WorkflowStep } from "./workflow.ts";
import { hasExpression, withoutExpressions, type WrittenWord } from "./written-text.ts";

/** A call of docker in a script. Its places are those in the script's text. */
export interface DockerCommand {
  readonly invocation: Invocation;
  /** Where it runs, from the repository's root; undefined when that is not known. */
  readonly folder: string | undefined;
}

/** Stands for the folder into which the repository is checked out. */
const repository = "/<repository>";

/** The calls of docker in a step's script, in order. */
export function dockerCommands(step: WorkflowStep): DockerCommand[] {
  if (step.script?.text.includes("docker") !== true) return [];
  const folder = folderOfScript(step);
  // What GitHub puts into the script is read as letters of a word.
  const script = parseShell(withoutExpressions(step.script.text, "_"));
  const facts = shellFacts(script, { directory: folder === undefined ? undefined : `${repository}/${folder}` });
  return facts.invocations.flatMap((invocation) => {
    if (invocation.name !== "docker" || invocation.outer) return [];
    const directory = invocation.use && facts.directoryBefore(invocation.use);
    const isInside = directory === repository || directory?.startsWith(`${repository}/`) === true;
    return [{ invocation, folder: isInside ? `.${directory!.slice(repository.length)}` : undefined }];
  });
}

/** The value of an option or an operand, where it is written in the workflow. */
export function commandWord({ script }: WorkflowStep, { span, text, hasExpansion }: ShellWord, value: string): WrittenWord {
  const at = text.lastIndexOf(value);
  const place = at < 0 ? span : { start: span.start + at, end: span.start + at + value.length };
  return { text: value, span: script!.spanOf(place), isComputed: hasExpansion || hasExpression(script!.text.slice(span.start, span.end)) };
}
