// What is run and what is remembered, with a runner that notes what it is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShellcheckRunner } from "../../server/src/base/shellcheck-runner.ts";
import { Shellcheck } from "../../server/src/lint/shellcheck.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";

const never = new AbortController().signal;
const dockerfileOf = (text: string) => readDockerfile(parseDockerfile(text));

/** Answers each script with one remark on its first character, or what it is told. */
function notingRunner(answer: (script: string) => Promise<string | undefined> | string | undefined = () => remark): ShellcheckRunner & { readonly scripts: string[] } {
  const scripts: string[] = [];
  return {
    scripts,
    isAvailable: async () => true,
    run: async (script, dialect) => {
      scripts.push(`${dialect}: ${script}`);
      return answer(script);
    },
  };
}

const remark = JSON.stringify({ comments: [{ line: 1, column: 1, endLine: 1, endColumn: 2, level: "warning", code: 2046, message: "m", fix: null }] });

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

test("two run at a time, never more", async () => {
  let running = 0;
  const seen: number[] = [];
  const runner = notingRunner(async () => {
    seen.push(++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return remark;
  });
  await new Shellcheck(runner).check([dockerfileOf(`FROM debian:12\n${Array.from({ length: 5 }, (_, index) => `RUN a${index}\n`).join("")}`)], never);
  assert.deepEqual(seen, [1, 2, 2, 2, 2]);
});

test("a check that is called off starts nothing more and keeps what is done", async () => {
  const work = new AbortController();
  const runner = notingRunner((script) => {
    if (script === "b") work.abort();
    return script === "b" ? undefined : new Promise((resolve) => setImmediate(resolve, remark));
  });
  const shellcheck = new Shellcheck(runner);
  const dockerfile = dockerfileOf("FROM debian:12\nRUN a\nRUN b\nRUN c\nRUN d\n");
  assert.equal(await shellcheck.check([dockerfile], work.signal), false);
  assert.deepEqual(runner.scripts.splice(0), ["dash: a", "dash: b"]);
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(runner.scripts.sort(), ["dash: a", "dash: b", "dash: c", "dash: d"]);
});

test("what fails or answers nonsense has no findings and is not tried again", async () => {
  const answers: Record<string, string | undefined> = { a: undefined, b: "not JSON", c: "[]", d: '{"comments":[{"line":"1"},null,7]}' };
  const shellcheck = new Shellcheck(notingRunner((script) => answers[script]));
  const dockerfile = dockerfileOf("FROM debian:12\nRUN a\nRUN b\nRUN c\nRUN d\n");
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(shellcheck.resultsOf(dockerfile), []);
  assert.equal(await shellcheck.check([dockerfile], never), false);
});

test("the oldest results go first when memory is full", async () => {
  const shellcheck = new Shellcheck(notingRunner(), 20);
  const dockerfile = dockerfileOf("FROM debian:12\nRUN aaaa\nRUN bbbb\nRUN cccc\n");
  await shellcheck.check([dockerfile], never);
  assert.deepEqual(shellcheck.resultsOf(dockerfile).map(({ script }) => script.script.text), ["bbbb", "cccc"]);
});
