import type { ClientCapabilities } from "vscode-languageserver-protocol";
import { pinImageCommand } from "../features/action-kinds.ts";
import type { Connection } from "./connection.ts";
import type { Session } from "./session.ts";
import { WorkDoneProgresses } from "./work-done-progress.ts";

/** Registers what code actions call by name. What a command needs is loaded when it is called. */
export function registerCommands(connection: Connection, session: Session, capabilities: () => ClientCapabilities, ready: () => Promise<void>): void {
  const progresses = new WorkDoneProgresses(connection);
  connection.onRequest("workspace/executeCommand", async ({ command, arguments: words }, signal) => {
    const { isPinImageArgument, pinImageOrTell } = await import("./pin-image-command.ts");
    const argument: unknown = words?.[0];
    if (command !== pinImageCommand || !isPinImageArgument(argument)) {
      connection.logError(`There is no command ${command} with these arguments.`);
      return null;
    }
    await ready();
    await pinImageOrTell(argument, { connection, session, progresses, capabilities: capabilities() }, signal);
    return null;
  });
}
