// The real ShellCheck has nothing to say of any script that is kept from it.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { provideShellcheck } from "../../scripts/real-parts/shellcheck.ts";
import type { ShellcheckDialect } from "../../server/src/base/shellcheck-runner.ts";
import { isPlainScript } from "../../server/src/model/shell/plain-scripts.ts";
import { shellcheckProgram } from "../../server/src/node/shellcheck.ts";
import { parseShell } from "../../server/src/syntax/shell/parse.ts";
import { requirePart } from "../harness/real-parts.ts";
import { createRandom } from "../oracle/bake/random.ts";
import { generateScript, plainScriptWith, programs } from "./generate-scripts.ts";

const batchSize = 200;
const random = createRandom(2026);
const generated = Array.from({ length: Number(process.env["BAKEWELL_SHELLCHECK_ROUNDS"] ?? "3") }, () => programs.map((program) => generateScript(program, random))).flat();
const isPlain = (text: string): boolean => isPlainScript(text, parseShell(text));
const plain = [...programs.map(plainScriptWith), ...generated].filter(isPlain);

/** What ShellCheck says of the scripts, a line each; undefined where there is no ShellCheck. */
async function remarksOn(t: TestContext, scripts: readonly string[], dialect: ShellcheckDialect): Promise<string[] | undefined> {
  const part = await requirePart(t, "ShellCheck", provideShellcheck);
  if (!part) return undefined;
  const output = await shellcheckProgram(part.path).run(scripts, dialect, new AbortController().signal);
  const { comments } = JSON.parse(output!) as { comments: { file: string; code: number }[] };
  return comments.map(({ file, code }) => `SC${code} ${scripts[Number(file)]!}`);
}

for (const dialect of ["sh", "bash", "dash", "ksh"] as const) {
  test(`nothing is said of plain scripts in ${dialect}`, async (t) => {
    for (let start = 0; start < plain.length; start += batchSize) {
      const remarks = await remarksOn(t, plain.slice(start, start + batchSize), dialect);
      if (!remarks) return;
      assert.deepEqual(remarks, []);
    }
  });
}

test("every known program is in a plain script", () => {
  assert.deepEqual(programs.map(plainScriptWith).filter((text) => !isPlain(text)), []);
});

test("much is said of other scripts that are made the same way", async (t) => {
  const remarks = await remarksOn(t, generated.filter((text) => !isPlain(text)).slice(0, batchSize), "dash");
  if (remarks) for (const code of ["SC2016", "SC2026", "SC2046"]) assert.ok(remarks.some((remark) => remark.startsWith(code)), `${code} in\n${remarks.join("\n")}`);
});
