// Programs in chunks that are run with what an earlier run has compiled, each run in a process of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { root } from "../../scripts/files.ts";

const moduleUnderTest = join(root, "server/src/node/compiled-program.ts");

const chunks = {
  "main.js": `
    const { word } = require("./chunk-A.js");
    exports.early = "early";
    console.log(word(), require("node:path").basename(__filename), typeof __dirname);
    if (process.argv.includes("later")) setTimeout(() => console.log(require("./chunk-B.js").late()), 700);
    if (process.argv.includes("late")) Promise.resolve().then(() => require("./chunk-B.js")).then(({ late }) => console.log(late()));
  `,
  "chunk-A.js": 'const main = require("./main.js"); exports.word = () => `A sees ${Object.keys(main).length} exports of main`;',
  "chunk-B.js": 'exports.late = () => `late, with ${require("./main.js").early}`;',
};

interface Machine {
  /** Runs the program and gives what it printed. */
  readonly run: (options?: { readonly build?: string; readonly words?: readonly string[]; readonly environment?: Readonly<Record<string, string>> }) => string;
  readonly program: string;
  /** The files with what was compiled. */
  readonly kept: () => string[];
}

function machine(t: TestContext): Machine {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-compiled-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [program, cache] = [join(folder, "program"), join(folder, "cache")];
  mkdirSync(program);
  for (const [name, text] of Object.entries(chunks)) writeFileSync(join(program, name), text);
  return {
    program,
    run: ({ build = "one", words = [], environment = {} } = {}) => {
      const start = `import { startProgram } from ${JSON.stringify(moduleUnderTest)};
        startProgram({ folder: ${JSON.stringify(program)}, entry: "main.js", version: "1.2.3", build: ${JSON.stringify(build)} });`;
      const file = join(folder, "start.ts");
      writeFileSync(file, start);
      const { stdout, stderr } = spawnSync(process.execPath, [file, ...words], { encoding: "utf8", env: { ...process.env, NODE_COMPILE_CACHE: cache, ...environment } });
      assert.equal(stderr, "");
      return stdout;
    },
    kept: () => (readdirSync(cache, { recursive: true, encoding: "utf8" })).filter((path) => /bakewell-[^/\\]*$/.test(path)).map((path) => join(cache, path)),
  };
}

const printed = "A sees 1 exports of main main.js string\n";
const printedLate = `${printed}late, with early\n`;

test("chunks see each other, what is loaded late too, with and without what was compiled", (t) => {
  const { run } = machine(t);
  for (let round = 0; round < 3; round++) assert.equal(run({ words: ["late"] }), printedLate);
});

test("what was compiled is written by the first run, and again only when more was loaded", (t) => {
  const { run, kept } = machine(t);
  const namesKept = (): string[] => kept().map((path) => Object.keys((JSON.parse(/\{.*?\}\}/.exec(readFileSync(path, "latin1"))![0]) as { lengths: object }).lengths).join(" "));
  run();
  assert.deepEqual(namesKept(), ["main.js chunk-A.js"]);
  const [path] = kept();
  utimesSync(path!, 1000, 1000);
  run();
  assert.equal(statSync(path!).mtimeMs, 1_000_000, "nothing new was compiled");
  run({ words: ["late"] });
  assert.deepEqual(namesKept(), ["main.js chunk-A.js chunk-B.js"]);
  run();
  assert.deepEqual(namesKept(), ["main.js chunk-A.js chunk-B.js"]);
});

test("what is loaded when the others were loaded long ago is kept too", (t) => {
  const { run, kept } = machine(t);
  for (let round = 0; round < 2; round++) assert.equal(run({ words: ["later"] }), printedLate);
  const [path] = kept();
  utimesSync(path!, 1000, 1000);
  assert.equal(run({ words: ["later"] }), printedLate);
  assert.equal(statSync(path!).mtimeMs, 1_000_000, "nothing new was compiled");
});

test("another build of the same length is not taken for the one that was compiled", (t) => {
  const { run, program } = machine(t);
  run();
  writeFileSync(join(program, "chunk-A.js"), chunks["chunk-A.js"].replace("A sees", "B sees"));
  assert.equal(run({ build: "two" }), printed.replace("A", "B"));
  assert.equal(run({ build: "two" }), printed.replace("A", "B"));
});

test("a file that is broken is passed over and mended", (t) => {
  const { run, kept } = machine(t);
  run();
  const [path] = kept();
  const whole = readFileSync(path!);
  for (const broken of [whole.subarray(0, whole.length / 2), Buffer.alloc(0), Buffer.from("bakewell"), Buffer.alloc(whole.length)]) {
    writeFileSync(path!, broken);
    assert.equal(run(), printed);
    assert.equal(readFileSync(path!).subarray(-8).toString(), "bakewell");
  }
});

test("whoever wants no compile cache gets none", (t) => {
  const { run, kept } = machine(t);
  run();
  const [path] = kept();
  rmSync(path!);
  assert.equal(run({ environment: { NODE_DISABLE_COMPILE_CACHE: "1" } }), printed);
  assert.deepEqual(kept(), []);
});

test("a folder in which others may write is not used", { skip: process.getuid === undefined && "Windows keeps it in the user's own folder" }, (t) => {
  const { run, kept } = machine(t);
  run();
  const [path] = kept();
  rmSync(path!);
  chmodSync(dirname(path!), 0o777);
  assert.equal(run(), printed);
  assert.deepEqual(kept(), []);
});
