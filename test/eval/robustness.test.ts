import assert from "node:assert/strict";
import { test } from "node:test";
import type { BakeEvaluation, BakeInput } from "../../server/src/eval/bake-evaluation.ts";
import { beginEvaluation, evaluateBake } from "../../server/src/eval/evaluate-bake.ts";
import { isKnown } from "../../server/src/eval/resolved-bake.ts";
import { readBakeFile } from "../../server/src/model/bake/bake-file.ts";
import { parseHcl } from "../../server/src/syntax/hcl/parse.ts";
import { bestCost } from "../harness/cost.ts";

function evaluateText(text: string, more: Partial<BakeInput> = {}): BakeEvaluation {
  return evaluateBake({ files: [readBakeFile("a.hcl", parseHcl(text))], environment: { get: () => undefined }, ...more });
}

test("one broken attribute spoils neither the others nor other targets", () => {
  const resolved = evaluateText(`target "a" {
  tags = ["ok", "x:\${NOPE}"]
  context = "c"
  args = { A = 1 + "x", B = "b" }
}
target "b" {
  inherits = ["a"]
  dockerfile = "D"
}
`).resolve(["b"]);
  const target = resolved.targets.get("b")!;
  assert.deepEqual(target.tags.map(({ value }) => (isKnown(value) ? value : "unknown")), ["ok", "unknown"]);
  assert.deepEqual([...target.args].map(([key, { value }]) => [key, isKnown(value) ? value : "unknown"]), [["A", "unknown"], ["B", "b"]]);
  assert.deepEqual([target.context.value, target.dockerfile.value, [...target.uncertain]], ["c", "D", ["tags"]]);
});

test("every value knows where it is written and whose it is", () => {
  const text = `variable "SCOPE" { default = "s" }
target "_common" {
  cache-to = ["type=gha,scope=\${SCOPE}"]
  args = { KEY = "value" }
}
target "app" {
  inherits = ["_common"]
  target = "buidler"
  tags = concat(["a"], TAGS)
}
TAGS = ["b"]
`;
  const { targets } = evaluateText(text).resolve(["app"]);
  const app = targets.get("app")!;
  const key = app.args.get("KEY")!;
  const shown = [app.cacheTo[0]!, key, app.target!, ...app.tags, app.inherits[0]!].map(({ span, ownerTarget }) => `${ownerTarget}: ${text.slice(span.start, span.end)}`);
  assert.deepEqual(shown, ["_common: \"type=gha,scope=${SCOPE}\"", "_common: \"value\"", "app: \"buidler\"", "app: \"a\"", "app: \"b\"", "app: \"_common\""]);
  assert.equal(text.slice(key.keySpan!.start, key.keySpan!.end), "KEY");
});

test("an unknown name that buildx calls a cycle keeps its true name beside buildx's words", () => {
  const [fault] = evaluateText("target \"a\" {\n  args = { x = NOPE, y = NOPE }\n}\n").faults;
  assert.equal(fault!.code, "unknown-variable");
  assert.equal(fault!.detail, "variable cycle not allowed for NOPE");
  assert.equal(fault!.better!.message, "There is no variable named \"NOPE\".");
});

test("what depends on the clock or on chance is unknown unless it is given", () => {
  const text = "target \"default\" {\n  args = { T = timestamp(), U = uuidv4(), H = homedir() }\n}\n";
  const unknown = evaluateText(text).resolve().targets.get("default")!;
  assert.deepEqual([...unknown.args.values()].map(({ value }) => isKnown(value)), [false, false, false]);
  const known = evaluateText(text, { now: 0, homeFolder: "/home/x", randomBytes: (count) => new Uint8Array(count) }).resolve().targets.get("default")!;
  assert.deepEqual([...known.args].map(([key, { value }]) => [key, value]), [["H", "/home/x"], ["T", "1970-01-01T00:00:00Z"], ["U", "00000000-0000-4000-8000-000000000000"]]);
});

/** Layers of two targets that both use both of the next layer, so that there are 2⁴⁰ ways to the last one. */
const layers = Array.from({ length: 40 }, (_, index) => ["a", "b"].map((side) => `target "${side}${index}" {\n  contexts = { x = "target:a${index + 1}", y = "target:b${index + 1}" }\n}\n`).join("")).join("");

const hostile: Readonly<Record<string, string>> = {
  "a matrix of a million": `target "m" {\n  name = "m-\${a}-\${b}"\n  matrix = { a = range(1000), b = range(1000) }\n}\n`,
  "ranges in ranges": `X = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]\n`,
  "a text that doubles forty times": `A0 = "xxxxxxxx"\n${Array.from({ length: 40 }, (_, index) => `A${index + 1} = "\${A${index}}\${A${index}}"\n`).join("")}`,
  "a pattern that other engines choke on": `X = regexall("(a*)*(a*)*b", join("", [for i in range(1000) : "aaaaaaaaaaaaaaaaaaaa"]))\n`,
  "functions that call each other": `${Array.from({ length: 30 }, (_, index) => `function "f${index}" {\n  params = [x]\n  result = f${index + 1}(f${index + 1}(x))\n}\n`).join("")}function "f30" {\n  params = [x]\n  result = x\n}\nX = f0(1)\n`,
  "names in a long circle": Array.from({ length: 3000 }, (_, index) => `V${index} = V${(index + 1) % 3000}\n`).join(""),
  "parents in a long chain": Array.from({ length: 3000 }, (_, index) => `target "t${index}" {\n  inherits = ["t${index + 1}"]\n}\n`).join(""),
  "contexts that fan out": `${layers}target "a40" {}\ntarget "b40" {}\n`,
  "contexts that fan out into a ring": `${layers}target "a40" {\n  contexts = { x = "target:b40" }\n}\ntarget "b40" {\n  contexts = { x = "target:a40" }\n}\n`,
  "contexts in a long chain": Array.from({ length: 5000 }, (_, index) => `target "t${index}" {\n  contexts = { x = "target:t${index + 1}" }\n}\n`).join(""),
  "faults without end": Array.from({ length: 10_000 }, (_, index) => `target "t${index}" {\n  args = { A = NOPE${index} }\n  tags = 1\n}\n`).join(""),
  "lines that are nothing": "a\n".repeat(500_000),
  "one name set again and again": `${"# a comment\n".repeat(50_000)}${"a = 1\n".repeat(20_000)}`,
  "a product of sets": `X = setproduct(range(1000), range(1000), range(1000))\n`,
  "a very wide number": `X = format("%1000000000d", 1)\nY = indent(1000000000, "a\\nb")\nZ = pow(10, 300) * 1e300\n`,
};

for (const [name, text] of Object.entries(hostile)) {
  test(`${name} stops in time`, () => {
    const took = bestCost(() => evaluateText(text, { budget: 1_000_000 }).resolveAll(), 1);
    assert.ok(took < 3000, `${Math.round(took)} ms`);
  });
}

test("a cancelled evaluation stops and says so", () => {
  let asked = 0;
  const signal = { get isCancelled() { return ++asked > 3; } };
  const evaluation = evaluateText("X = [for a in range(1000) : [for b in range(1000) : a * b]]\n", { signal });
  assert.equal(evaluation.stopped, "the evaluation was cancelled");
});

test("an evaluation in pieces gives what one at once gives, and stops between its values", () => {
  const text = Array.from({ length: 50 }, (_, index) => `target "t${index}" {\n  args = { A = join(",", [for item in range(100) : item]), B = NOPE${index} }\n}\n`).join("");
  const input = { files: [readBakeFile("a.hcl", parseHcl(text))], environment: { get: () => undefined } };
  const run = beginEvaluation(input);
  const turns: (BakeEvaluation | undefined)[] = [];
  while (turns.at(-1) === undefined) turns.push(run.advance(1000));
  assert.ok(turns.length > 10, `${turns.length} turns`);
  const { targets, variables, faults, stopped } = turns.at(-1)!;
  const whole = evaluateBake(input);
  assert.deepEqual({ targets, variables, faults, stopped }, { targets: whole.targets, variables: whole.variables, faults: whole.faults, stopped: whole.stopped });
});

test("one value may not take all steps", () => {
  const { stopped, variables } = evaluateText("variable \"A\" {\n  default = length([for a in range(1000) : [for b in range(1000) : a]])\n}\nvariable \"B\" {\n  default = length(range(100))\n}\n", { expressionBudget: 5000 });
  assert.equal(stopped, "the evaluation took too long");
  assert.deepEqual([...variables.values()].slice(2).map(({ name, value }) => [name, value.kind]), [["A", "unknown"], ["B", "number"]]);
});
