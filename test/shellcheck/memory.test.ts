// What is run and what is remembered, with a runner that notes what it is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShellcheckRunner } from "../../server/src/base/shellcheck-runner.ts";
import { Shellcheck } from "../../server/src/lint/shellcheck.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";

const never = new AbortController().signal;
const dockerfileOf = (text: string) => readDockerfile(parseDockerfile(text));

/** Answers a batch with one remark on the first character of each script, or what it is told. */
function notingRunner(answer: (batch: readonly string[]) => Promise<string | undefined> | string | undefined = remarks): ShellcheckRunner & { readonly scripts: string[] } {
  const scripts: string[] = [];
  return {
    scripts,
    isAvailable: async () => true,
    run: async (batch, dialect) => {
      scripts.push(`${dialect}: ${batch.join(" | ")}`);
      return answer(batch);
    },
  };
}

function remarks(batch: readonly string[]): string {
  return JSON.stringify({ comments: batch.map((_, file) => ({ file: String(file), line: 1, column: 1, endLine: 1, endColumn: 2, level: "warning", code: 2046, message: "m", fix: null })) });
}

test("only what an edit changed is run again", async () => {
  const runner = notingRunner();
  const shellcheck = new Shellcheck(runner);
  assert.equal(await shellcheck.check([dockerfileOf("FROM debian:12\nRUN a\nRUN b\nRUN a\n")], never), true);
  assert.deepEqual(runner.scripts.splice(0), ["dash: a", "dash: b"]);
  const edited = dockerfileOf("# more\nFROM debian:12\nENV unrelated=1\nRUN b\nRUN a\nRUN c\n");
  assert.deepEqual(shellcheck.resultsOf(edited).map(({ script }) => script.script.text), ["b", "a"]);
  assert.equal(await shellcheck.check([edited], never), true);
  assert.deepEqual(runner.scripts.splice(0), ["dash: c"]);
  assert.equal(await shellcheck.check([edited], never), false);
  assert.deepEqual(runner.scripts, []);
});

test("variables and the shell are part of what is remembered", async () => {
  const runner = notingRunner();
  const shellcheck = new Shellcheck(runner);
  await shellcheck.check([dockerfileOf("FROM debian:12\nRUN echo $x\n")], never);
  await shellcheck.check([dockerfileOf("FROM debian:12\nENV x=1 y=1\nRUN echo $x\n")], never);
  await shellcheck.check([dockerfileOf("FROM debian:12\nSHELL [\"bash\", \"-c\"]\nRUN echo $x\n")], never);
  assert.deepEqual(runner.scripts, ["dash: echo $x", 'dash: export x="${x:?}"\necho $x', "bash: echo $x"]);
});

test("nothing is run without the program", async () => {
  const runner = { ...notingRunner(), isAvailable: async () => false };
  assert.equal(await new Shellcheck(runner).check([dockerfileOf("FROM debian:12\nRUN a\n")], never), false);
  assert.deepEqual(runner.scripts, []);
});

test("two run at a time, never more, each with as many scripts as keep both busy", async () => {
  let running = 0;
  const seen: number[] = [];
  const runner = notingRunner(async (batch) => {
    seen.push(++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return remarks(batch);
  });
  const numbered = (count: number) => dockerfileOf(`FROM debian:12\n${Array.from({ length: count }, (_, index) => `RUN a${index}\n`).join("")}SHELL ["bash", "-c"]\nRUN b\n`);
  await new Shellcheck(runner).check([numbered(4)], never);
  assert.deepEqual(runner.scripts.splice(0), ["dash: a0 | a1 | a2", "dash: a3", "bash: b"]);
  assert.deepEqual(seen, [1, 2, 2]);
  await new Shellcheck(runner).check([numbered(40)], never);
  assert.deepEqual(runner.scripts.map((batch) => batch.split("|").length), [16, 16, 8, 1]);
});

test("long scripts share a run only while they are not too long together", async () => {
  const runner = notingRunner();
  const long = (name: string, length: number): string => `RUN ${name.padEnd(length, name)}\n`;
  await new Shellcheck(runner, { lanes: 1 }).check([dockerfileOf(`FROM debian:12\n${long("a", 15_000)}${long("b", 15_000)}${long("c", 15_000)}${long("d", 18_000)}RUN e\n`)], never);
  assert.deepEqual(runner.scripts.map((batch) => batch.replaceAll(/(\w)\1+/g, "$1")), ["dash: a | b", "dash: c", "dash: d | e"]);
});

test("no run is started for scripts of which there is nothing to say", async () => {
  const runner = { ...notingRunner(), isAvailable: () => assert.fail("nothing needs the program") };
  const shellcheck = new Shellcheck(runner);
  const typed = (...packages: string[]): string => `FROM debian:12\nENV curl=1\nRUN apt-get update && \\\n  # What is needed.\n  apt-get install -y ${packages.join(" ")}\nRUN <<EOF\nset -eux\nmkdir -p /srv/a\nEOF\n`;
  for (const text of [typed("curl"), typed("curl", "g"), typed("curl", "git")]) assert.equal(await shellcheck.check([dockerfileOf(text)], never), false);
  assert.deepEqual(runner.scripts, []);
});

test("remarks belong to the script whose number they bear", async () => {
  const comment = { line: 1, column: 1, endLine: 1, endColumn: 2, level: "warning", message: "m", fix: null };
  const output = { comments: [{ ...comment, code: 2001, file: "1" }, { ...comment, code: 2002, file: "0" }, { ...comment, code: 2003, file: "7" }, { ...comment, code: 2004 }] };
  const shellcheck = new Shellcheck(notingRunner(() => JSON.stringify(output)), { lanes: 1 });
  const dockerfile = dockerfileOf("FROM debian:12\nRUN a\nRUN b\n");
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(shellcheck.resultsOf(dockerfile).map(({ script, remarks: found }) => `${script.script.text} ${found.map(({ code }) => code).join()}`), ["a 2002", "b 2001"]);
});

test("a check that is called off starts nothing more and keeps what is done", async () => {
  const work = new AbortController();
  const runner = notingRunner((batch) => {
    if (batch.includes("b")) work.abort();
    return batch.includes("b") ? undefined : new Promise((resolve) => setImmediate(resolve, remarks(batch)));
  });
  const shellcheck = new Shellcheck(runner, { lanes: 1 });
  assert.equal(await shellcheck.check([dockerfileOf("FROM debian:12\nRUN a\n")], work.signal), true);
  const dockerfile = dockerfileOf("FROM debian:12\nRUN a\nRUN b\nSHELL [\"bash\", \"-c\"]\nRUN c\n");
  assert.equal(await shellcheck.check([dockerfile], work.signal), false);
  assert.deepEqual(runner.scripts.splice(0), ["dash: a", "dash: b"]);
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(runner.scripts, ["dash: b", "bash: c"]);
});

test("what fails together is tried alone, and what fails alone or answers nonsense has no findings and is not tried again", async () => {
  const answers: Record<string, string | undefined> = { a: undefined, b: "not JSON", c: "[]", d: '{"comments":[{"line":"1"},null,7]}', e: remarks(["e"]) };
  const runner = notingRunner((batch) => (batch.length > 1 ? undefined : answers[batch[0]!]));
  const shellcheck = new Shellcheck(runner, { lanes: 1 });
  const dockerfile = dockerfileOf("FROM debian:12\nRUN a\nRUN b\nRUN c\nRUN d\nRUN e\n");
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(runner.scripts.splice(0), ["dash: a | b | c | d | e", "dash: a", "dash: b", "dash: c", "dash: d", "dash: e"]);
  assert.deepEqual(shellcheck.resultsOf(dockerfile).map(({ script }) => script.script.text), ["e"]);
  assert.equal(await shellcheck.check([dockerfile], never), false);
  await shellcheck.check([dockerfileOf("FROM debian:12\nRUN f\nRUN g\n")], never);
  assert.deepEqual(runner.scripts, ["dash: f", "dash: g"]);
});

test("the oldest results go first when memory is full", async () => {
  const shellcheck = new Shellcheck(notingRunner(), { memory: 20, lanes: 3 });
  const dockerfile = dockerfileOf("FROM debian:12\nRUN aaaa\nRUN bbbb\nRUN cccc\n");
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(shellcheck.resultsOf(dockerfile).map(({ script }) => script.script.text), ["bbbb", "cccc"]);
});
