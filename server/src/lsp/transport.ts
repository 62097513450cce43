import { createConnection, type Socket } from "node:net";
import type { MessageChannel } from "./json-rpc.ts";
import { streamChannel } from "./message-stream.ts";

/** Where messages come from and go to. */
export interface Transport {
  readonly channel: MessageChannel;
  /** Calls once nothing can come any more. */
  readonly onEnd: (listener: () => void) => void;
}

/**
 * Opens what the command line asks for in the words that language clients use: `--stdio`, `--node-ipc`, `--socket=PORT` (on this machine)
 * or `--pipe=NAME`, where the value may be a word of its own. Without any of them it is standard input and output.
 */
export function openTransport(words: readonly string[]): Transport {
  const port = wordValue(words, "--socket");
  const pipe = wordValue(words, "--pipe");
  if (port !== undefined) return socketTransport(createConnection(Number(port), "127.0.0.1"));
  if (pipe !== undefined) return socketTransport(createConnection(pipe));
  if (words.includes("--node-ipc")) return ipcTransport();
  return streamTransport(process.stdin, process.stdout);
}

/** The value of `--name=value` or of `--name value`. */
export function wordValue(words: readonly string[], name: string): string | undefined {
  const index = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (index < 0) return undefined;
  return words[index] === name ? words[index + 1] : words[index]!.slice(name.length + 1);
}

function socketTransport(socket: Socket): Transport {
  // A client that cannot be reached is as one that has gone: the close that follows the error ends the program.
  return streamTransport(socket, socket);
}

function streamTransport(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Transport {
  return {
    channel: streamChannel(input, output),
    onEnd: (listener) => {
      input.once("end", listener);
      input.once("close", listener);
    },
  };
}

function ipcTransport(): Transport {
  return {
    channel: {
      listen: (onMessage) => void process.on("message", onMessage),
      // What cannot be sent any more is lost; `disconnect` tells why.
      send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    },
    onEnd: (listener) => void process.once("disconnect", listener),
  };
}
