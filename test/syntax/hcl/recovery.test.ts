import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import { bestCost } from "../../harness/cost.ts";
import type { HclTree } from "../../../server/src/syntax/hcl/tree.ts";
import { readMarks, writeMarks } from "../../harness/carets.ts";
import { createRandom } from "../../oracle/bake/random.ts";
import { dumpTree } from "./dump.ts";

/** The text carries its faults as marks; the tree that is left is compared too. */
function checkRecovery(name: string, marked: string, expected: string): void {
  test(name, () => {
    const { text } = readMarks(marked);
    const tree = parseHcl(text);
    assert.equal(writeMarks(text, tree.faults.map((fault) => ({ ...fault.span, message: fault.message }))), marked);
    assert.equal(dumpTree(tree), expected);
  });
}

checkRecovery("a half-typed attribute", `target "a" {
  tags
  ^^^^ \`tags\` needs \`=\` and a value, or a block's \`{\`.
  context =
           ^ A value is expected here, not the end of the line.
  args = { A = }
               ^ A value is expected here, not \`}\`.
}
target "b" {}
`, `target "a"
  tags = ?
  context = ?
  args = {A: ?}
target "b"
`);

checkRecovery("a missing brace before the next block", `target "a" {
           ^ This block \`target\` has no \`}\`.
  tags = ["x"]

target "b" {
  tags = ["y"]
}
`, `target "a" (open)
  tags = [\`x\`]
target "b"
  tags = [\`y\`]
`);

checkRecovery("a list and an object that are not closed", `target "a" {
  tags = ["x",
         ^ This \`[\` has no \`]\`.
  args = {
         ^ This \`{\` has no \`}\`.
    A = "1"
  context = "."
}
`, `target "a"
  tags = [\`x\`]
  args = {A: \`1\`}
  context = \`.\`
`);

checkRecovery("a string that is not closed", `target "a" {
  tags = ["x, "y"]
                ^^ This string has no closing quote on its line.
  context = "."
}
`, `target "a"
  tags = [\`x, \`, y, \`]\`]
  context = \`.\`
`);

checkRecovery("a merge conflict", `target "a" {
<<<<<<< HEAD
^^^^^^^^^^^^ A merge conflict is left in this file.
  context = "a"
=======
^^^^^^^ A merge conflict is left in this file.
  dockerfile = "b"
>>>>>>> other
^^^^^^^^^^^^^ A merge conflict is left in this file.
}
`, `target "a"
  context = \`a\`
  dockerfile = \`b\`
`);

checkRecovery("an interpolation that is not closed", `target "a" {
  tags = ["x:\${TAG"]
             ^^ This \`\${\` has no \`}\`.
  context = "."
}
`, `target "a"
  tags = [\`x:\${TAG}\`]
  context = \`.\`
`);

const sample = `variable "TAG" { default = "latest" }
target "one" {
  tags = ["acme/one:\${TAG}", upper("x")]
  args = {
    A = TAG == "x" ? 1 : [for v in ["a"] : v]
  }
}
target "two" {
  dockerfile-inline = <<-EOT
    FROM x
    %{ if true ~}
    RUN y
    %{ endif }
  EOT
  output = ["type=docker"]
}
target "three" {
  context = "c"
}
`;

/** Everything a tree holds lies inside the text and inside its parent's text. */
function checkSpans(tree: HclTree): void {
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("start" in node && "end" in node) {
      const { start, end } = node as { start: number; end: number };
      assert.ok(start >= 0 && start <= end && end <= tree.text.length, `span ${start}-${end} of ${tree.text.length}`);
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(tree.body);
  walk(tree.faults);
}

test("cutting the text anywhere leaves a tree with sound spans", () => {
  for (let at = 0; at <= sample.length; at++) checkSpans(parseHcl(sample.slice(0, at)));
});

test("random damage to one block leaves the blocks behind it", () => {
  const random = createRandom(7);
  const hidden: string[] = [];
  for (let count = 0; count < 2000; count++) {
    const start = sample.indexOf("target \"one\"") + 13;
    const at = start + random.below(sample.indexOf("target \"two\"") - start);
    const insert = random.pick(["", "{", "}", "\"", "[", "]", "(", "${", "<<X\n", "=", ",", "\n", "\\", "/*", "%{"]);
    const damaged = sample.slice(0, at) + insert + sample.slice(at + random.below(4));
    const tree = parseHcl(damaged);
    checkSpans(tree);
    const dump = dumpTree(tree);
    if (!dump.includes("target \"three\"\n  context = `c`\n") && !insert.startsWith("/*")) hidden.push(JSON.stringify(damaged.slice(at - 20, at + 20)));
  }
  assert.ok(hidden.length <= 10, `${hidden.length} of 2000 hide the last block: ${hidden.slice(0, 5).join(" ")}`);
});

test("deep nesting and long chains are bounded", () => {
  for (const text of [
    `a = ${"[".repeat(100_000)}`, `a = ${"(".repeat(100_000)}1`, `a = ${"{x=".repeat(50_000)}`, `a = ${"-".repeat(100_000)}1`, `a = ${"1 ? ".repeat(50_000)}`,
    `${"b {\n".repeat(20_000)}`, `a = "${"${\"".repeat(20_000)}`, `a = x${".y".repeat(100_000)}`, `a = ${"1 + ".repeat(100_000)}1`, `a = ${"f(".repeat(50_000)}`, `${"a = <<X\n".repeat(2000)}`,
  ]) {
    const needed = bestCost(() => assert.ok(parseHcl(`${text}\n`).faults.length > 0));
    assert.ok(needed < 2000, `${text.slice(0, 20)}: ${needed} ms`);
  }
});
