import { inNextTurn } from "./turns.ts";

/** Whatever carries messages: streams, the channel between processes, the port of a worker. */
export interface MessageChannel {
  /** Begins to hand over what comes in, parsed; what was no JSON is handed over as `undefined`. */
  readonly listen: (onMessage: (message: unknown) => void) => void;
  /** Sends a message. When nobody can take it any more nothing happens. */
  readonly send: (message: object) => void;
}

/** What is done with what the other side says. A request's answer may be a promise; what is thrown is answered as an error. */
export interface MessageHandlers {
  readonly request: (method: string, params: unknown, signal: AbortSignal) => unknown;
  readonly notification: (method: string, params: unknown) => unknown;
  /** Told what cannot be told to the other side. */
  readonly fault: (message: string) => void;
}

export const errorCodes = { parseError: -32700, invalidRequest: -32600, methodNotFound: -32601, internalError: -32603, serverNotInitialized: -32002, requestCancelled: -32800 } as const;

/** An error with the code that the other side gets, or that it gave. */
export class ResponseError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A message of any kind; which of the parts are there says which. */
interface Message {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Request {
  readonly id: string | number;
  readonly method: string;
  readonly params?: unknown;
}

/** A request that is queued or worked at, and how to call it off. */
interface Running {
  readonly request: Request;
  readonly work: AbortController;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * JSON-RPC 2.0 as the language server protocol uses it. Messages are taken in one after the other, each in a turn of its own, so that
 * a request can still be called off by a message that came right behind it.
 */
export class JsonRpc {
  private readonly channel: MessageChannel;
  private readonly handlers: MessageHandlers;
  private readonly queue: (Message | Running)[] = [];
  private readonly running = new Map<unknown, Running>();
  private readonly pending = new Map<string | number, Pending>();
  private lastId = 0;

  constructor(channel: MessageChannel, handlers: MessageHandlers) {
    this.channel = channel;
    this.handlers = handlers;
  }

  listen(): void {
    this.channel.listen((message) => this.receive(message));
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.channel.send({ jsonrpc: "2.0", id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.channel.send({ jsonrpc: "2.0", method, params });
  }

  private receive(received: unknown): void {
    if (received === undefined) return this.refuse(null, new ResponseError(errorCodes.parseError, "The message is no JSON."));
    if (typeof received !== "object" || received === null || Array.isArray(received)) return this.refuse(null, new ResponseError(errorCodes.invalidRequest, "The message is no object."));
    const message: Message = received;
    if (message.method === "$/cancelRequest") return this.running.get((message.params as { readonly id?: unknown } | undefined)?.id)?.work.abort();
    this.queue.push(isRequest(message) ? this.begin(message) : message);
    if (this.queue.length === 1) inNextTurn(() => this.takeNext());
  }

  private begin(request: Request): Running {
    const running = { request, work: new AbortController() };
    this.running.set(request.id, running);
    return running;
  }

  private takeNext(): void {
    const message = this.queue[0]!;
    if ("work" in message) void this.answer(message);
    else if (message.method !== undefined) void this.take(message.method, message.params);
    else this.settle(message);
    // The message stays in the queue until here, so that what came meanwhile waits for a turn of its own.
    this.queue.shift();
    if (this.queue.length > 0) inNextTurn(() => this.takeNext());
  }

  private async answer({ request: { id, method, params }, work }: Running): Promise<void> {
    try {
      if (work.signal.aborted) throw new ResponseError(errorCodes.requestCancelled, `${method} was cancelled`);
      const result = await this.handlers.request(method, params, work.signal);
      this.channel.send({ jsonrpc: "2.0", id, result: result ?? null });
    } catch (error) {
      this.refuse(id, error instanceof ResponseError ? error : new ResponseError(errorCodes.internalError, `${method} failed: ${messageOf(error)}`));
    } finally {
      if (this.running.get(id)?.work === work) this.running.delete(id);
    }
  }

  private async take(method: string, params: unknown): Promise<void> {
    try {
      await this.handlers.notification(method, params);
    } catch (error) {
      this.handlers.fault(`${method} failed: ${messageOf(error)}`);
    }
  }

  /** Takes in the answer to a request of this side. */
  private settle({ id, result, error }: Message): void {
    const asked = id === undefined || id === null ? undefined : this.pending.get(id);
    if (!asked) return this.handlers.fault(`There is no request for the answer ${JSON.stringify({ id, error })}.`);
    this.pending.delete(id!);
    if (error) asked.reject(new ResponseError(error.code, error.message));
    else asked.resolve(result ?? null);
  }

  private refuse(id: string | number | null, { code, message }: ResponseError): void {
    this.channel.send({ jsonrpc: "2.0", id, error: { code, message } });
  }
}

function isRequest(message: Message): message is Message & Request {
  return message.method !== undefined && message.id !== undefined && message.id !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
