import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJsonBake } from "../../../server/src/syntax/json/parse.ts";
import { readMarks, writeMarks } from "../../harness/carets.ts";
import { dumpTree } from "../hcl/dump.ts";

test("bodies become blocks, arrays of bodies repeated ones, strings templates", () => {
  const tree = parseJsonBake(`{
  "//": "a note",
  "variable": {"TAG": {"default": "x", "type": "list(string)", "validation": {"condition": "\${TAG != \\"\\"}"}}},
  "target": [{"a": {"tags": ["r:\${TAG}"], "args": {"\${TAG}": null, "N": -1.5}}}, {"a": [{"context": "."}, {"pull": true}]}],
  "group": {"default": {"targets": ["a"]}},
  "GLOBAL": {"k": [1]}
}`);
  assert.deepEqual(tree.faults, []);
  assert.equal(dumpTree(tree), `variable "TAG"
  default = \`x\`
  type = (call list string)
  validation
    condition = \`\${(!= TAG \`\`)}\`
target "a"
  tags = [\`r:\${TAG}\`]
  args = {\`\${TAG}\`: null, \`N\`: -1.5}
target "a"
  context = \`.\`
target "a"
  pull = true
group "default"
  targets = [\`a\`]
GLOBAL = {\`k\`: [1]}
`);
});

test("spans inside strings with escapes point into the file", () => {
  const text = "{\"target\": {\"a\": {\"tags\": [\"\\u00e9\\\"${NAME}\"]}}}";
  const block = parseJsonBake(text).body.items[0]!;
  assert.ok(block.kind === "block");
  const tags = block.body.items[0]!;
  assert.ok(tags.kind === "attribute" && tags.value.kind === "tuple");
  const template = tags.value.items[0]!;
  assert.ok(template.kind === "template");
  const part = template.parts[1]!;
  assert.ok(part.kind === "interpolation");
  assert.equal(text.slice(part.expression.span.start, part.expression.span.end), "NAME");
  assert.equal(text.slice(tags.nameSpan.start, tags.nameSpan.end), "tags");
  assert.equal(text.slice(block.labels[0]!.span.start, block.labels[0]!.span.end), "\"a\"");
});

function checkFaults(name: string, marked: string): void {
  test(name, () => {
    const { text } = readMarks(marked);
    const faults = parseJsonBake(text).faults.map((fault) => ({ ...fault.span, message: fault.summary }));
    assert.equal(writeMarks(text, faults), marked);
  });
}

checkFaults("what strict JSON does not allow", `{
  // a comment
  ^^^^^^^^^^^^ Invalid JSON
  "target": {
    "a": {
      "tags": ["x",],
                  ^ Trailing comma in array
      "tags": []
       ^^^^ Duplicate argument
    },
    "b": 1
         ^ Incorrect JSON value type
  }
}
`);

test("absurd nesting is refused at once", () => {
  const tree = parseJsonBake(`{"target": ${"[".repeat(500_000)}`);
  assert.deepEqual(tree.faults.map((fault) => fault.code), ["nesting-too-deep"]);
});
