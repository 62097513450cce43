/** The dialects of ShellCheck. */
export type ShellcheckDialect = "sh" | "bash" | "dash" | "ksh";

/** Runs ShellCheck where there is a machine to run it on. */
export interface ShellcheckRunner {
  /** Whether the program is there; asked before anything is run. */
  isAvailable(): Promise<boolean>;
  /**
   * What ShellCheck prints of the scripts as `json1`, where `file` is the number of the script, from 0; for a single one it may be `-`.
   * Undefined when it failed, took too long or `signal` said to stop. Never rejects.
   */
  run(scripts: readonly string[], dialect: ShellcheckDialect, signal: AbortSignal): Promise<string | undefined>;
}
