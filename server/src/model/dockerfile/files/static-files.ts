import type { Redirection, ShellCommand } from "../../../syntax/shell/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";
import { isRootUser, userAt } from "../users/users.ts";

/** A RUN that does nothing but write a text that is known into a file. */
export interface StaticFile {
  readonly step: RunStep;
  readonly command: ShellCommand;
  readonly path: string;
  /** The operator of the RUN's own heredoc that holds the text. */
  readonly operator: string | undefined;
  /** The text, with the last line break, where it stands in the command. */
  readonly content: string | undefined;
}

/** Only what root writes: COPY gives its files to root. */
export function staticFiles(dockerfile: Dockerfile): StaticFile[] {
  return runSteps(dockerfile).flatMap((step) => {
    const { run, stage } = step;
    const command = onlyCommand(step);
    if (!command?.name || step.isOnbuild || run.flags.length > 0 || !isRootUser(userAt(stage, run) ?? "root")) return [];
    const [output, ...others] = command.redirections.filter(({ operator }) => operator === ">");
    const path = output?.descriptor === undefined ? output?.target?.value : undefined;
    if (path === undefined || others.length > 0 || !/^\/[^\s"'$]+$/.test(path) || /^\/(?:dev|proc|sys)\//.test(path)) return [];
    const inputs = command.redirections.filter((one) => one !== output);
    if (command.name.value === "cat") return catFile(step, command, path, inputs);
    const content = inputs.length === 0 ? printedText(command) : undefined;
    return content === undefined ? [] : [{ step, command, path, operator: undefined, content }];
  });
}

function onlyCommand({ script: { script } }: RunStep): ShellCommand | undefined {
  const statement = script?.statements[0];
  const pipeline = statement?.list.pipelines[0];
  const command = pipeline?.commands[0];
  if (!script || script.faults.length > 0 || script.statements.length !== 1 || statement?.list.pipelines.length !== 1 || pipeline?.commands.length !== 1) return undefined;
  return command?.kind === "command" && command.assignments.length === 0 && !pipeline.isNegated ? command : undefined;
}

/** `cat <<EOF > /path`, where neither the shell nor the build would replace anything in the text. */
function catFile(step: RunStep, command: ShellCommand, path: string, inputs: readonly Redirection[]): StaticFile[] {
  const [heredoc, ...more] = step.run.heredocs;
  const { text } = step.dockerfile;
  if (!heredoc?.terminator || more.length > 0 || command.arguments.length > 0 || inputs.length !== 1 || !inputs[0]!.operator.startsWith("<<")) return [];
  if (!heredoc.isQuoted && /[$`\\]/.test(text.slice(heredoc.body.start, heredoc.body.end))) return [];
  return [{ step, command, path, operator: text.slice(heredoc.span.start, heredoc.span.end), content: undefined }];
}

/** What `echo` or `printf` prints when it is given one text that every shell prints alike. */
function printedText({ name, arguments: [word, ...more] }: ShellCommand): string | undefined {
  const value = word?.value;
  if (value === undefined || more.length > 0 || value.startsWith("-")) return undefined;
  if (name!.value === "echo") return /\\/.test(value) ? undefined : `${value}\n`;
  return name!.value === "printf" && !/%|\\(?!n)/.test(value) && value.endsWith("\\n") ? value.replaceAll("\\n", "\n") : undefined;
}
