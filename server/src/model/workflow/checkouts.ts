import { stepsBefore, textOf, type WorkflowStep } from "./workflow.ts";
import { hasExpression } from "./written-text.ts";

/** Whether the repository that the workflow lies in has been checked out as it is, and nothing else, when a step runs. */
export function hasOwnCheckout(step: WorkflowStep): boolean {
  const checkouts = stepsBefore(step).filter(({ action }) => action?.name === "actions/checkout");
  return checkouts.length > 0 && checkouts.every(({ inputs }) => {
    const ref = textOf(inputs.get("ref")) ?? "";
    // A computed ref is mostly that of the event; a fixed one is a branch with other files.
    return !inputs.has("repository") && !inputs.has("path") && (ref === "" || hasExpression(ref));
  });
}

/** Whether a file may have been put there by the job itself: a script speaks of it, or files come from another job. */
export function mayBeMade(step: WorkflowStep, fileName: string): boolean {
  const isWrittenHere = ownLines(step).some((line) => line.includes(fileName) && /[^-=]>|\b(?:tee|mv|cp|curl|wget|sed|envsubst|tar|unzip)\b/.test(line));
  return isWrittenHere || stepsBefore(step).some(({ action, script }) => script?.text.includes(fileName) === true || /^actions\/(?:download-artifact|cache(?:\/restore)?)$/.test(action?.name ?? ""));
}

/** Whether a script in front of a step may write to a file that it speaks of. */
export function mayBeChanged(step: WorkflowStep, fileName: string): boolean {
  const lines = stepsBefore(step).flatMap(({ script }) => script?.text.split("\n") ?? []);
  return lines.some((line) => line.includes(fileName) && /[^-=]>|\b(?:tee|mv|cp|rm|patch)\b|\b(?:sed|yq|perl)\b.* -i/.test(line));
}

/** What a script calls that may make any file: programs of the repository, and those that run what it describes. */
const programs = /(?:^|[;&|(])[ \t]*(?:sudo[ \t]+)?(?:make|just|task|ninja|cmake|bazel|ant|mvn|gradle|tox|nox|rake|(?:npm|yarn|pnpm|bun)[ \t]+(?:run|build)|(?:go|cargo)[ \t]+(?:run|generate)|(?:sh|bash|python3?|node|ruby|perl)[ \t]+[^\s-]\S*|(?:\.{1,2}|[\w.-]+)\/[\w./-]+)(?=\s|$)/m;

/** Whether a step comes after programs that may have made a file without naming it in the workflow. */
export function runsProgramsBefore(step: WorkflowStep): boolean {
  return [...stepsBefore(step).map(({ script }) => script?.text ?? ""), ownLines(step).join("\n")].some((text) => programs.test(text));
}

/** The lines of a step's own script that do not call Docker. */
function ownLines({ script }: WorkflowStep): string[] {
  return (script?.text.split("\n") ?? []).filter((line) => !/\bdocker\b/.test(line));
}
