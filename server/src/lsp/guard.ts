import type { CancellationToken, Connection } from "vscode-languageserver";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";

/**
 * Wraps a request's handler: it waits until earlier edits are taken in, gives up when cancelled, and a failure is logged and
 * answered with nothing instead of an error message in the user's face.
 */
export function guardRequest<P, R>(connection: Connection, name: string, ready: () => Promise<void>, handler: (params: P) => R | Promise<R>): (params: P, token: CancellationToken) => Promise<R | null> {
  return async (params, token) => {
    try {
      await ready();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was cancelled`);
      return await handler(params);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return null;
    }
  };
}
