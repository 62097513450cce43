import type { Connection } from "./connection.ts";
import { errorCodes, ResponseError } from "./json-rpc.ts";

/**
 * Wraps a request's handler: `prepare` waits until earlier edits are taken in and gives what the handler works with. It gives up when
 * cancelled, and a failure is logged and answered with nothing instead of an error message in the user's face.
 */
export function guardRequest<Prepared, P, R>(connection: Connection, name: string, prepare: () => Promise<Prepared>, handler: (prepared: Prepared, params: P) => R | Promise<R>): (params: P, signal: AbortSignal) => Promise<NonNullable<R> | null> {
  return async (params, signal) => {
    try {
      const prepared = await prepare();
      if (signal.aborted) throw new ResponseError(errorCodes.requestCancelled, `${name} was cancelled`);
      return (await handler(prepared, params)) ?? null;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.logError(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return null;
    }
  };
}
