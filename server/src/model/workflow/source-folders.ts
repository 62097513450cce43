import { hasOwnCheckout } from "./checkouts.ts";
import { textOf, type WorkflowStep } from "./workflow.ts";
import { hasExpression } from "./written-text.ts";

/**
 * The folders, as paths from the repository's root, in one of which a step finds its files; none when that is only known when the
 * workflow runs, or the files are not those of this repository.
 */
export type SourceFolders = readonly string[];

/** Of an action of Docker's whose input names the source: `.`, or the repository itself, which is fetched anew. */
export function foldersOfAction(step: WorkflowStep, source: string, workingFolder: string): SourceFolders {
  const inRepository = /^\{\{\s*defaultContext\s*\}\}(?::([^:]*))?$/.exec(source);
  if (inRepository) return [inRepository[1] ?? "."];
  return hasExpression(source) || isRemote(source) || workingFolder.startsWith("/") || !hasOwnCheckout(step) ? [] : [workingFolder];
}

/** Of a script that starts in the step's working directory. */
export function folderOfScript(step: WorkflowStep): string | undefined {
  const { workingDirectory, shell } = step;
  const folder = workingDirectory?.text ?? ".";
  if (workingDirectory?.isComputed === true || folder.startsWith("/") || !/^(?:bash|sh)\b/.test(shell ?? "bash") || !hasOwnCheckout(step)) return undefined;
  return folder;
}

/** Whether a path is a URL or a remote repository. */
export function isRemote(path: string): boolean {
  return path.includes("://") || path.startsWith("git@") || path.startsWith("github.com/");
}

/** The text of an input; undefined for one that is empty or not given. */
export function inputText(step: WorkflowStep, name: string): string | undefined {
  const text = textOf(step.inputs.get(name))?.trim();
  return text === "" ? undefined : text;
}
