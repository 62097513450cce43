import * as vscode from "vscode";

export type CommandHandlers = Readonly<Record<string, (...subjects: unknown[]) => Promise<unknown>>>;

/** Registers handlers so that a failure is logged and told once, in words, and still reaches whoever executed the command. */
export function registerCommands(handlers: CommandHandlers, log: vscode.LogOutputChannel): vscode.Disposable {
  const registered = Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(name, async (...subjects: unknown[]) => {
      try {
        return await handler(...subjects);
      } catch (error) {
        log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        throw error;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
