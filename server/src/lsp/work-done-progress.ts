import type { ClientCapabilities, ProgressToken } from "vscode-languageserver-protocol";
import type { Connection } from "./connection.ts";

/** A progress that the client shows while work is done. */
export interface WorkDoneProgress {
  report(message: string): void;
  done(): void;
}

/** Begins progresses. One connection has one of it, because a cancellation names the progress that it means. */
export class WorkDoneProgresses {
  private readonly connection: Connection;
  private readonly cancels = new Map<ProgressToken, () => void>();
  private count = 0;

  constructor(connection: Connection) {
    this.connection = connection;
    connection.onNotification("window/workDoneProgress/cancel", ({ token }) => this.cancels.get(token)?.());
  }

  /** Shows a progress that the user can cancel. Clients that show none get none. */
  async begin(title: string, message: string, cancel: () => void, capabilities: ClientCapabilities): Promise<WorkDoneProgress> {
    if (!capabilities.window?.workDoneProgress) return { report: () => undefined, done: () => undefined };
    const { connection, cancels } = this;
    const token = `bakewell-${++this.count}`;
    cancels.set(token, cancel);
    await connection.request("window/workDoneProgress/create", { token });
    connection.notify("$/progress", { token, value: { kind: "begin", title, message, cancellable: true } });
    return {
      report: (news) => connection.notify("$/progress", { token, value: { kind: "report", message: news } }),
      done: () => {
        cancels.delete(token);
        connection.notify("$/progress", { token, value: { kind: "end" } });
      },
    };
  }
}
