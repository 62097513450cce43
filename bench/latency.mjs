// Measures what someone who types waits for, through stdio, beside the peers that are installed.
//
//   node bench/latency.mjs [--edits=50] [--starts=10] [--node=PATH] [--no-peers] [--quick]
//
// Start: from spawning the server to the first diagnostics of a file that is opened at once. Edit: from sending a change of one
// character to receiving the diagnostics of that version, each in another line. All servers take turns within one run, because
// only ratios within one run mean anything. Where ShellCheck is installed, Bakewell publishes its own findings first and those
// of ShellCheck later; what is measured is the first answer. `--node` chooses the Node.js that runs the servers; --quick does little of everything.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle, findPeers, option, root, tallyOffline, tallyWithoutShellCheck } from "./competitors.mjs";
import { dockerfileOf, typingPlaces } from "./dockerfiles.mjs";
import { budgetRow, exponent, machine, median, milliseconds, quantile, ratio, table } from "./figures.mjs";
import { LspClient } from "./lsp-client.mjs";

const isQuick = process.argv.includes("--quick");
const edits = Number(option("edits", isQuick ? "10" : "50"));
const starts = Number(option("starts", isQuick ? "3" : "10"));
const warmUp = isQuick ? 2 : 10;
const node = option("node", process.execPath);
const sizes = [170, 2000, 20_000];
/** Edits of files this long are few: some peers need many seconds for each. One that needs longer than the limit is left out. */
const isLong = (lines) => lines > 10_000;
const editsOf = (lines) => (isLong(lines) ? Math.min(edits, 10) : edits);
const limit = 20_000;
/** How long it is quiet between two edits, so that what a server does afterwards is not counted with the next. */
const pause = 30;

const work = mkdtempSync(join(tmpdir(), "bakewell-bench-"));
try {
  await main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function main() {
  const { servers, missing } = competitors();
  const startTimes = await measureStarts(servers);
  const editTimes = new Map();
  const memory = new Map();
  for (const lines of sizes) editTimes.set(lines, await measureEdits(servers, lines, memory));
  print(servers, missing, startTimes, editTimes, memory);
}

/** Each server in a folder of its own, which holds its configuration. */
function competitors() {
  const command = [node, bundle("server.js"), "--stdio"];
  const servers = [
    { name: "bakewell without ShellCheck", command, files: {}, initializationOptions: { settings: { shellcheck: { enabled: "off" } } } },
    { name: "bakewell", command, files: {} },
  ];
  const missing = [];
  if (process.argv.includes("--no-peers")) return { servers, missing: ["no peers were asked for"] };
  const { tally, dockerfileLanguageServer } = findPeers();
  if (tally.missing) missing.push(`tally: ${tally.missing}`);
  else {
    servers.push({ name: `tally ${tally.version}`, key: "tally", command: [tally.path, "lsp", "--stdio"], files: { ".tally.toml": tallyOffline } });
    servers.push({ name: `tally ${tally.version} without ShellCheck`, key: "plain-tally", command: [tally.path, "lsp", "--stdio"], files: { ".tally.toml": tallyWithoutShellCheck } });
  }
  if (dockerfileLanguageServer.missing) missing.push(`dockerfile-language-server-nodejs: ${dockerfileLanguageServer.missing}`);
  else servers.push({ name: `dockerfile-language-server ${dockerfileLanguageServer.version}`, key: "dls", command: [node, dockerfileLanguageServer.path, "--stdio"], files: {} });
  return { servers, missing };
}

function prepare(server, index, text) {
  const folder = join(work, String(index));
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(server.files)) writeFileSync(join(folder, name), content);
  const path = join(folder, "Dockerfile");
  writeFileSync(path, text);
  return { folder, path };
}

async function measureStarts(servers) {
  const text = dockerfileOf(170);
  const times = new Map(servers.map((server) => [server, []]));
  for (let round = 0; round < starts; round++) {
    for (const [index, server] of servers.entries()) {
      const { folder, path } = prepare(server, index, text);
      const begin = performance.now();
      const client = new LspClient(server.command, folder);
      await client.initialize(server);
      const { at } = await client.open(path, text);
      times.get(server).push(at - begin);
      await client.stop();
    }
  }
  return times;
}

async function measureEdits(servers, lines, memory) {
  const text = dockerfileOf(lines);
  const count = editsOf(lines) + (isLong(lines) ? 2 : warmUp);
  const places = typingPlaces(text, count);
  const clients = [];
  for (const [index, server] of servers.entries()) {
    const { folder, path } = prepare(server, index, text);
    const client = new LspClient(server.command, folder);
    const entry = { server, client, path, times: [], failure: undefined };
    clients.push(entry);
    await client.initialize(server);
    await client.open(path, text, limit).catch((error) => (entry.failure = error.message));
  }
  await sleep(500);
  for (const place of places) {
    for (const entry of clients) {
      if (entry.failure) continue;
      try {
        entry.times.push(await entry.client.type(entry.path, place, "x", limit));
      } catch (error) {
        entry.failure = error.message;
        await entry.client.stop();
      }
      await sleep(pause);
    }
  }
  const result = new Map();
  for (const { server, client, times, failure } of clients) {
    result.set(server, { first: times[0], times: times.slice(-editsOf(lines)), failure });
    memory.set(`${server.name} ${lines}`, client.memory());
    await client.stop();
  }
  return result;
}

function print(servers, missing, startTimes, editTimes, memory) {
  const [own, whole, ...peers] = servers;
  const peer = (key) => peers.find((server) => server.key === key);
  const p95 = (server, lines) => (server ? quantile(editTimes.get(lines).get(server).times, 0.95) : NaN);
  const middle = (server, lines) => median(editTimes.get(lines).get(server).times);
  const begin = (server) => (server ? median(startTimes.get(server)) : NaN);
  console.log(`## Latency through stdio (${machine()}${node === process.execPath ? "" : `, servers with ${node}`})\n`);
  console.log(`Start: median of ${starts}. Edits: ${edits} after ${warmUp} to warm up (${editsOf(20_000)} at 20,000 lines).\n`);
  console.log(table([
    ["", "start → first diagnostics, 170 lines", ...sizes.flatMap((lines) => [`edit, ${lines} lines: median`, "p95", "first"])],
    ...servers.map((server) => [server.name, milliseconds(begin(server)), ...sizes.flatMap((lines) => {
      const { failure, first } = editTimes.get(lines).get(server);
      return failure ? [failure, "–", "–"] : [middle(server, lines), p95(server, lines), first].map(milliseconds);
    })]),
  ]));
  for (const line of missing) console.log(`\nNot measured: ${line}`);
  console.log("\n### Growth and memory\n");
  console.log(table([
    ["", "exponent of the median, 170 → 2,000", "2,000 → 20,000 lines", "resident after 170", "after 2,000", "after 20,000"],
    ...servers.map((server) => [
      server.name,
      ratio(exponent(170, middle(server, 170), 2000, middle(server, 2000))),
      ratio(exponent(2000, middle(server, 2000), 20_000, middle(server, 20_000))),
      ...sizes.map((lines) => mebibytes(memory.get(`${server.name} ${lines}`)?.resident)),
    ]),
  ]));
  const file = sizesOf();
  console.log("\n### Budgets\n");
  console.log(table([
    ["", "measured", "budget", "met"],
    budgetRow("edit p95, 170 lines ÷ tally, both without ShellCheck", p95(own, 170) / p95(peer("plain-tally"), 170), 0.6, ratio),
    budgetRow("edit p95, 170 lines ÷ dockerfile-language-server", p95(own, 170) / p95(peer("dls"), 170), 0.8, ratio),
    budgetRow("edit p95, 2,000 lines ÷ tally, both without ShellCheck", p95(own, 2000) / p95(peer("plain-tally"), 2000), 0.6, ratio),
    budgetRow("edit p95, 2,000 lines ÷ dockerfile-language-server", p95(own, 2000) / p95(peer("dls"), 2000), 0.8, ratio),
    budgetRow("growth exponent to 20,000 lines", exponent(170, middle(own, 170), 20_000, middle(own, 20_000)), 1.1, ratio),
    budgetRow("spawn → first diagnostics ÷ tally, both with ShellCheck", begin(whole) / begin(peer("tally")), 0.25, ratio),
    budgetRow("resident after 2,000 lines", memory.get(`${own.name} 2000`)?.resident ?? NaN, 85, mebibytes),
    budgetRow("the server, what is loaded at its start", loadedAtStart("server-main.js"), 600_000, bytes),
    budgetRow("the .vsix", file(vsixName()), 1_500_000, bytes),
  ]));
  const rest = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".js")).reduce((sum, name) => sum + file(`dist/${name}`), 0);
  console.log(`\nThe extension's own bundle: ${bytes(file("dist/extension.js"))}. Everything in dist: ${bytes(rest)}.`);
}

function mebibytes(value) {
  return Number.isFinite(value) ? `${value.toFixed(0)} MiB` : "–";
}

function bytes(value) {
  return Number.isFinite(value) ? `${(value / 1000).toFixed(0)} kB` : "–";
}

function sizesOf() {
  return (name) => {
    try {
      return name === undefined ? NaN : statSync(join(root, name)).size;
    } catch {
      return NaN;
    }
  };
}

/** Bytes of a bundle and of the chunks that it requires at once; those that are imported later stand in a `then`. */
function loadedAtStart(name, seen = new Set()) {
  if (seen.has(name)) return 0;
  seen.add(name);
  const code = readFileSync(join(root, "dist", name), "utf8");
  const required = [...code.matchAll(/(\.then\(\(\)=>[\w$]+\()?require\("\.\/([^"]+)"\)/g)].filter((match) => match[1] === undefined);
  return required.reduce((sum, match) => sum + loadedAtStart(match[2], seen), Buffer.byteLength(code));
}

function vsixName() {
  return readdirSync(root).find((name) => name.endsWith(".vsix"));
}
