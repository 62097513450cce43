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
  return stepsBefore(step).some(({ action, script }) => script?.text.includes(fileName) === true || /^actions\/(?:download-artifact|cache(?:\/restore)?)$/.test(action?.name ?? ""));
}

/** Whether a script in front of a step may write to a file that it speaks of. */
export function mayBeChanged(step: WorkflowStep, fileName: string): boolean {
  const lines = stepsBefore(step).flatMap(({ script }) => script?.text.split("\n") ?? []);
  return lines.some((line) => line.includes(fileName) && /[^-=]>|\b(?:tee|mv|cp|rm|patch)\b|\b(?:sed|yq|perl)\b.* -i/.test(line));
}
