// A language client over a server's standard streams, as small as measuring needs it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export class LspClient {
  #child;
  #buffer = Buffer.alloc(0);
  #requests = new Map();
  #waiting = [];
  #nextId = 1;
  #documents = new Map();
  #takesFullText = false;
  exited = false;

  /** Starts the server: `command` is an array of words. BENCH_STDERR=1 shows what it writes to its standard error. */
  constructor(command, folder) {
    this.folder = folder;
    this.#child = spawn(command[0], command.slice(1), { cwd: folder, stdio: ["pipe", "pipe", process.env.BENCH_STDERR === "1" ? "inherit" : "ignore"] });
    this.#child.stdout.on("data", (bytes) => this.#take(bytes));
    this.#child.on("exit", () => {
      this.exited = true;
      for (const { reject } of this.#waiting) reject(new Error("the server ended"));
    });
    this.#child.stdin.on("error", () => undefined);
  }

  /** Resident memory in MiB, now and at its highest; undefined where there is no /proc. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
      const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]) / 1024;
      return { resident: read("VmRSS"), peak: read("VmHWM") };
    } catch {
      return undefined;
    }
  }

  async initialize({ capabilities = {}, initializationOptions } = {}) {
    const uri = pathToFileURL(this.folder).href;
    const { capabilities: own } = await this.request("initialize", { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: "bench" }], capabilities, initializationOptions });
    this.#takesFullText = (own.textDocumentSync?.change ?? own.textDocumentSync) === 1;
    this.notify("initialized", {});
  }

  /** Opens a file and resolves at its first diagnostics. */
  open(path, text, timeout = 120_000) {
    const uri = pathToFileURL(path).href;
    this.#documents.set(uri, { version: 1, lines: text.split("\n") });
    const answer = this.#diagnostics(uri, 1, timeout);
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "dockerfile", version: 1, text } });
    return answer;
  }

  /** Types `newText` at a place. Resolves to the milliseconds from sending the change to receiving the diagnostics of that version. */
  async type(path, { line, character }, newText, timeout = 120_000) {
    const uri = pathToFileURL(path).href;
    const document = this.#documents.get(uri);
    const { lines } = document;
    const version = ++document.version;
    lines[line] = lines[line].slice(0, character) + newText + lines[line].slice(character);
    const position = { line, character };
    // A server that asks for whole texts gets what its client would send.
    const change = this.#takesFullText ? { text: lines.join("\n") } : { range: { start: position, end: position }, text: newText };
    const answer = this.#diagnostics(uri, version, timeout);
    const start = performance.now();
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [change] });
    return (await answer).at - start;
  }

  request(method, params) {
    const id = this.#nextId++;
    this.#send({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve, reject) => {
      this.#requests.set(id, { resolve, reject });
      this.#waiting.push({ reject, matches: () => false });
    });
  }

  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  async stop() {
    if (this.exited) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 3000);
    await this.request("shutdown", null).catch(() => undefined);
    this.notify("exit", null);
    await ended;
    clearTimeout(timer);
  }

  /** A server that leaves out the version answers with whatever it publishes next. */
  #diagnostics(uri, version, timeout) {
    return new Promise((resolve, reject) => {
      const entry = { resolve, reject, matches: (params) => params.uri === uri && (params.version === undefined || params.version === null || params.version >= version) };
      entry.timer = setTimeout(() => reject(new Error(`no diagnostics within ${timeout} ms`)), timeout);
      this.#waiting.push(entry);
    });
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.#child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#child.stdin.write(body);
  }

  #take(bytes) {
    const at = performance.now();
    this.#buffer = this.#buffer.length === 0 ? bytes : Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#buffer.toString("latin1", 0, end))[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.toString("utf8", end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#receive(JSON.parse(body), at);
    }
  }

  #receive(message, at) {
    if (message.id !== undefined && message.method === undefined) {
      const request = this.#requests.get(message.id);
      this.#requests.delete(message.id);
      if (message.error) request?.reject(new Error(message.error.message));
      else request?.resolve(message.result);
    } else if (message.id !== undefined) {
      const result = message.method === "workspace/configuration" ? message.params.items.map(() => null) : null;
      this.#send({ jsonrpc: "2.0", id: message.id, result });
    } else if (message.method === "textDocument/publishDiagnostics") {
      const found = this.#waiting.find((entry) => entry.matches(message.params));
      if (!found) return;
      this.#waiting.splice(this.#waiting.indexOf(found), 1);
      clearTimeout(found.timer);
      found.resolve({ at, diagnostics: message.params.diagnostics });
    }
  }
}
