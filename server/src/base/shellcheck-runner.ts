/** The dialects of ShellCheck. */
export type ShellcheckDialect = "sh" | "bash" | "dash" | "ksh";

/** Runs ShellCheck where there is a machine to run it on. */
export interface ShellcheckRunner {
  /** Whether the program is there; asked before anything is run. */
  isAvailable(): Promise<boolean>;
  /** What ShellCheck prints of a script as `json1`; undefined when it failed, took too long or `signal` said to stop. Never rejects. */
  run(script: string, dialect: ShellcheckDialect, signal: AbortSignal): Promise<string | undefined>;
}
