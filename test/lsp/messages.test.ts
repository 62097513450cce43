// Messages as bytes: in pieces of any size, broken, and called off before they are taken in.
import assert from "node:assert/strict";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { JsonRpc, type MessageHandlers } from "../../server/src/lsp/json-rpc.ts";
import { streamChannel } from "../../server/src/lsp/message-stream.ts";

const framed = (message: unknown, header = "Content-Length: "): string => {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return `${header}${Buffer.byteLength(text)}\r\n\r\n${text}`;
};
const echo = (id: number, word: unknown): object => ({ jsonrpc: "2.0", id, method: "echo", params: { word } });

/** Sends bytes to a side that answers `echo` with the word that it got, and gives what comes back, without `jsonrpc`. */
async function answersTo(pieces: Iterable<Buffer | string>, handlers: Partial<MessageHandlers> = {}): Promise<unknown[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const faults: string[] = [];
  new JsonRpc(streamChannel(input, output), {
    request: (_, params) => (params as { readonly word: unknown }).word,
    notification: (method) => void faults.push(`notified of ${method}`),
    fault: (message) => void faults.push(message),
    ...handlers,
  }).listen();
  for (const piece of pieces) input.write(piece);
  let sent = "";
  output.on("data", (bytes: Buffer) => (sent += bytes.toString()));
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  const answers = sent.split(/Content-Length: \d+\r\n\r\n/).slice(1).map((text) => {
    const { jsonrpc, ...rest } = JSON.parse(text) as { jsonrpc: string };
    assert.equal(jsonrpc, "2.0");
    return rest;
  });
  return [...answers, ...faults];
}

test("messages are put together from pieces of any size", async () => {
  const bytes = Buffer.from(framed(echo(1, "🐳 é\r\n\r\n")) + framed(echo(2, "b"), "content-type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:") + framed(echo(3, "")));
  const expected = [{ id: 1, result: "🐳 é\r\n\r\n" }, { id: 2, result: "b" }, { id: 3, result: "" }];
  for (const size of [1, 2, 3, 7, 50, bytes.length]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
    assert.deepEqual(await answersTo(pieces), expected, `${size} bytes at a time`);
  }
});

test("a message of 20 MB in pieces is put together once", async () => {
  const bytes = Buffer.from(framed(echo(1, "x".repeat(20_000_000))));
  const start = performance.now();
  const pieces = Array.from({ length: Math.ceil(bytes.length / 4096) }, (_, index) => bytes.subarray(index * 4096, (index + 1) * 4096));
  const [answer] = (await answersTo(pieces)) as { result: string }[];
  assert.equal(answer!.result.length, 20_000_000);
  assert.ok(performance.now() - start < 5000);
});

test("what is no message is refused, and the next one is taken in", async () => {
  const parseError = { id: null, error: { code: -32700, message: "The message is no JSON." } };
  const noObject = { id: null, error: { code: -32600, message: "The message is no object." } };
  const next = framed(echo(1, "next"));
  const answer = { id: 1, result: "next" };
  assert.deepEqual(await answersTo([framed("{ broken"), next]), [parseError, answer]);
  assert.deepEqual(await answersTo([framed("[1]"), framed("null"), framed('"word"'), next]), [noObject, noObject, noObject, answer]);
  assert.deepEqual(await answersTo(["Content-Size: 3\r\n\r\n", next]), [parseError, answer]);
  assert.deepEqual(await answersTo(["garbage".repeat(1000), next]), [parseError, answer]);
  assert.deepEqual(await answersTo([framed({ jsonrpc: "2.0", id: 7, result: 1 }), next]), [answer, 'There is no request for the answer {"id":7}.']);
});

test("a request is called off by what came right behind it, and by nothing else", async () => {
  const cancel = (params: unknown): string => framed({ jsonrpc: "2.0", method: "$/cancelRequest", params });
  const cancelled = { id: 1, error: { code: -32800, message: "echo was cancelled" } };
  assert.deepEqual(await answersTo([framed(echo(1, "a")) + framed(echo(2, "b")) + cancel({ id: 1 })]), [cancelled, { id: 2, result: "b" }]);
  assert.deepEqual(await answersTo([cancel({ id: 1 }) + cancel(null) + cancel({ id: 9 }) + framed(echo(1, "a"))]), [{ id: 1, result: "a" }]);
});

test("what is worked at learns that it is called off", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const request = (_: string, __: unknown, signal: AbortSignal): Promise<string> => new Promise((resolve) => signal.addEventListener("abort", () => resolve("called off")));
  new JsonRpc(streamChannel(input, output), { request, notification: () => undefined, fault: assert.fail }).listen();
  input.write(framed(echo(1, "a")));
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  input.write(framed({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: 1 } }));
  const [bytes] = (await once(output, "data")) as [Buffer];
  assert.match(bytes.toString(), /"id":1,"result":"called off"/);
});

test("two requests of one number are both answered", async () => {
  assert.deepEqual(await answersTo([framed(echo(1, "a")) + framed(echo(1, "b"))]), [{ id: 1, result: "a" }, { id: 1, result: "b" }]);
});

test("messages are taken in in their order, each in a turn of its own", async () => {
  const order: string[] = [];
  const notify = (method: string): string => framed({ jsonrpc: "2.0", method });
  await answersTo([notify("a") + framed(echo(1, "b")) + notify("c")], {
    notification: (method) => {
      order.push(method);
      void Promise.resolve().then(() => order.push(`${method} done`));
    },
    request: () => void order.push("b"),
  });
  assert.deepEqual(order, ["a", "a done", "b", "c", "c done"]);
});
