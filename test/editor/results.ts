/** What the launcher tells the suite; as JSON in the environment variable that `optionsVariable` names. */
export interface SuiteOptions {
  /** Where the outcomes go, one JSON object a line. A file, since the workbench mixes its own log into what tests print. */
  readonly resultsFile: string;
  /** What the command line reports on the same files: paths relative to the workspace, each with its findings as text. */
  readonly findings: Readonly<Record<string, readonly string[]>>;
  /** Why there is no Docker; undefined when there is. */
  readonly noDocker?: string;
  /** A registry with the image `team/app`, whose `latest` is the release `2.1.0`; or why there is none. */
  readonly registry: { readonly host: string } | { readonly missing: string };
  /** Only tests whose full name holds this run. */
  readonly only?: string;
}

export const optionsVariable = "BAKEWELL_EDITOR_TESTS";

/** How one Mocha test ended. */
export interface SuiteResult {
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  /** The error with its stack, or why it was skipped. */
  readonly text: string;
  readonly milliseconds: number;
}

/** A finding as both edges of the engine can be made to show it. Lines and columns count from 0. */
export function describeFinding(severity: string, rule: string, start: { line: number; character: number }, end: { line: number; character: number }, message: string): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${rule}: ${message}`;
}
