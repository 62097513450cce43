/** `initializationOptions` that our own client sends; other editors may leave all of it out. */
export interface InitializationOptions {
  /** Whether the workspace is trusted; an untrusted one is only read. */
  readonly isTrusted?: boolean;
  /** Settings under `bakewell.*` at the start, nested objects. */
  readonly settings?: unknown;
}
