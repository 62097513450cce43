/** A program to run, as a value: nothing here starts it, and no part of it ever passes through a shell. */
export interface CommandLine<Result> {
  readonly command: string;
  readonly args: readonly string[];
  /** The working folder, or undefined when the program does not care. */
  readonly cwd: string | undefined;
  /** Variables added to the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** What the ended program says, as data. */
  readonly parse: (outcome: CommandOutcome) => Result;
}

/** How a program ended. */
export interface CommandOutcome {
  /** Null when a signal ended it or when it never started. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Lines of standard error that are not progress; for programs without progress, all of them. */
  readonly stderr: string;
  /** Why it never started. */
  readonly startError: StartError | undefined;
}

export interface StartError {
  readonly kind: "not-found" | "not-executable" | "folder-missing" | "other";
  readonly message: string;
}

/** The command as a person would type it, with values that may be secret masked. For people only: it is never run. */
export function displayCommand(line: Pick<CommandLine<unknown>, "command" | "args">): string {
  return [line.command, ...maskArguments(line.args)].map(quoteForDisplay).join(" ");
}

/** Replaces what build arguments are set to, wherever an argument can carry them. */
export function maskArguments(args: readonly string[]): string[] {
  return args.map((argument, index) => {
    const previous = args[index - 1];
    if (previous === "--build-arg" || previous === "--secret") return maskValue(argument);
    if (previous === "--set" && /\.(args|secrets?)\b/.test(argument)) return maskValue(argument);
    if (/^--(build-arg|secret)=/.test(argument) || /^--set=.*\.(args|secrets?)\b/.test(argument)) {
      const cut = argument.indexOf("=") + 1;
      return argument.slice(0, cut) + maskValue(argument.slice(cut));
    }
    return argument;
  });
}

function maskValue(assignment: string): string {
  const cut = assignment.indexOf("=");
  return cut === -1 ? assignment : `${assignment.slice(0, cut)}=***`;
}

function quoteForDisplay(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
