import type { MessageChannel } from "./json-rpc.ts";

const headerEnd = "\r\n\r\n";

/** What is longer without an end is no header. */
const longestHeader = 4096;

/** The channel that sends and takes messages with a `Content-Length` before each, in UTF-8. */
export function streamChannel(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): MessageChannel {
  // Whoever reads no more has gone or goes, which the end of the input tells.
  output.on("error", () => undefined);
  return {
    listen: (onMessage) => {
      const reader = new MessageReader(onMessage);
      input.on("data", (bytes: Buffer) => reader.read(bytes));
      input.on("error", () => undefined);
    },
    send: (message) => {
      const text = JSON.stringify(message);
      if (output.writable) output.write(`Content-Length: ${Buffer.byteLength(text)}${headerEnd}${text}`);
    },
  };
}

/** Puts messages together from bytes that come in pieces of any size. */
class MessageReader {
  private readonly onMessage: (message: unknown) => void;
  /** What was read but is not yet a whole message; joined only when it may be one, because large ones come in many pieces. */
  private pieces: Buffer[] = [];
  private size = 0;
  /** The length of the message whose header was read. */
  private length: number | undefined;

  constructor(onMessage: (message: unknown) => void) {
    this.onMessage = onMessage;
  }

  read(bytes: Buffer): void {
    this.pieces.push(bytes);
    this.size += bytes.length;
    while (this.length === undefined ? this.readHeader() : this.readMessage(this.length));
  }

  private readHeader(): boolean {
    const bytes = this.joined();
    const end = bytes.indexOf(headerEnd);
    if (end < 0) {
      if (bytes.length > longestHeader) this.skip(bytes.length);
      return false;
    }
    const length = /^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, end))?.[1];
    if (length === undefined) this.skip(end + headerEnd.length);
    else {
      this.keep(bytes.subarray(end + headerEnd.length));
      this.length = Number(length);
    }
    return true;
  }

  /** Passes over what says no length; a header is looked for behind it. */
  private skip(length: number): void {
    this.keep(this.joined().subarray(length));
    this.onMessage(undefined);
  }

  private readMessage(length: number): boolean {
    if (this.size < length) return false;
    const bytes = this.joined();
    this.keep(bytes.subarray(length));
    this.length = undefined;
    this.onMessage(parsed(bytes.toString("utf8", 0, length)));
    return true;
  }

  private joined(): Buffer {
    return this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces, this.size);
  }

  private keep(rest: Buffer): void {
    this.pieces = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
