import type { LineIndex } from "../../base/line-index.ts";
import type { Finding } from "../../lint/finding.ts";

/** A finding with what a report needs to show where it is. */
export interface ReportedFinding {
  /** Relative to the working directory where the file lies below it, else absolute. */
  readonly path: string;
  readonly lines: LineIndex;
  readonly finding: Finding;
}

/** Writes all findings of a run. `useColor` is only for people's eyes. */
export type Format = (findings: readonly ReportedFinding[], useColor: boolean) => string;
