import { errorCodes, JsonRpc, type MessageChannel, ResponseError } from "./json-rpc.ts";
import type { SentNotifications, SentRequests, ServedRequests, TakenNotifications } from "./methods.ts";

/** What a client's coming and going means to the place that the server runs in; a browser's worker has none of it. */
export interface LifeCycle {
  /** Called once the client has named its process: when that dies, the client is gone. */
  readonly follow: (processId: number) => void;
  /** Ends the program: 0 after a proper shutdown, else 1. */
  readonly exit: (code: number) => void;
}

type RequestHandler = (params: unknown, signal: AbortSignal) => unknown;
type NotificationHandler = (params: unknown) => void | Promise<void>;

/** `MessageType` of the protocol. */
const messageTypes = { error: 1, warning: 2 } as const;

/** The connection to one client: JSON-RPC with the protocol's life cycle. A handler that throws is answered with an error and ends nothing. */
export class Connection {
  private readonly messages: JsonRpc;
  private readonly lifeCycle: LifeCycle | undefined;
  private readonly requestHandlers = new Map<string, RequestHandler>();
  private readonly notificationHandlers = new Map<string, NotificationHandler>();
  private phase: "new" | "serving" | "shut down" = "new";

  constructor(channel: MessageChannel, lifeCycle?: LifeCycle) {
    this.lifeCycle = lifeCycle;
    this.messages = new JsonRpc(channel, {
      request: (method, params, signal) => this.answer(method, params, signal),
      notification: (method, params) => this.take(method, params),
      fault: (message) => this.logError(message),
    });
  }

  listen(): void {
    this.messages.listen();
  }

  /** Ends the program, because the client wants it to or is gone. */
  end(): void {
    this.lifeCycle?.exit(this.phase === "shut down" ? 0 : 1);
  }

  onRequest<Method extends keyof ServedRequests>(method: Method, handler: (params: ServedRequests[Method]["params"], signal: AbortSignal) => ServedRequests[Method]["answer"] | Promise<ServedRequests[Method]["answer"]>): void {
    this.requestHandlers.set(method, handler as RequestHandler);
  }

  onNotification<Method extends keyof TakenNotifications>(method: Method, handler: (params: TakenNotifications[Method]) => void | Promise<void>): void {
    this.notificationHandlers.set(method, handler as NotificationHandler);
  }

  /** Asks the client. Rejects when it will not answer. */
  request<Method extends keyof SentRequests>(method: Method, params: SentRequests[Method]["params"]): Promise<SentRequests[Method]["answer"]> {
    return this.messages.request(method, params) as Promise<SentRequests[Method]["answer"]>;
  }

  /** Tells the client. Once it is gone nobody is told. */
  notify<Method extends keyof SentNotifications>(method: Method, params: SentNotifications[Method]): void {
    this.messages.notify(method, params);
  }

  /** Asks the client to send notifications of that method. */
  register(method: keyof TakenNotifications, registerOptions: object): void {
    this.request("client/registerCapability", { registrations: [{ id: method, method, registerOptions }] }).catch((error: unknown) => this.logError(`The client does not register ${method}: ${String(error)}`));
  }

  logError(message: string): void {
    this.notify("window/logMessage", { type: messageTypes.error, message });
  }

  logWarning(message: string): void {
    this.notify("window/logMessage", { type: messageTypes.warning, message });
  }

  showError(message: string): void {
    this.notify("window/showMessage", { type: messageTypes.error, message });
  }

  /** Asks the user. Gives the title of the button that was pressed, if any; rejects in editors that know no such questions. */
  async askWarning(message: string, buttons: readonly string[]): Promise<string | undefined> {
    const actions = buttons.map((title) => ({ title }));
    return (await this.request("window/showMessageRequest", { type: messageTypes.warning, message, actions }))?.title;
  }

  private answer(method: string, params: unknown, signal: AbortSignal): unknown {
    if (this.phase === "new" && method !== "initialize") throw new ResponseError(errorCodes.serverNotInitialized, `${method} came before initialize.`);
    if (this.phase === "shut down" || (this.phase === "serving" && method === "initialize")) throw new ResponseError(errorCodes.invalidRequest, `${method} came too late.`);
    const handler = this.requestHandlers.get(method);
    if (!handler) throw new ResponseError(errorCodes.methodNotFound, `${method} is not served.`);
    if (method === "initialize") this.begin(params as ServedRequests["initialize"]["params"]);
    if (method === "shutdown") this.phase = "shut down";
    return handler(params, signal);
  }

  private begin({ processId }: ServedRequests["initialize"]["params"]): void {
    this.phase = "serving";
    if (processId !== null) this.lifeCycle?.follow(processId);
  }

  private take(method: string, params: unknown): void | Promise<void> {
    if (method === "exit") this.end();
    else if (this.phase === "serving") return this.notificationHandlers.get(method)?.(params);
  }
}
