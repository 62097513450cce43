import assert from "node:assert/strict";
import { test } from "node:test";
import type { BakeEvaluation, BakeInput } from "../../server/src/eval/bake-evaluation.ts";
import { evaluateBake } from "../../server/src/eval/evaluate-bake.ts";
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

const hostile: Readonly<Record<string, string>> = {
  "a matrix of a million": `target "m" {\n  name = "m-\${a}-\${b}"\n  matrix = { a = range(1000), b = range(1000) }\n}\n`,
  "ranges in ranges": `X = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]\n`,
  "a text that doubles forty times": `A0 = "xxxxxxxx"\n${Array.from({ length: 40 }, (_, index) => `A${index + 1} = "\${A${index}}\${A${index}}"\n`).join("")}`,
  "a pattern that other engines choke on": `X = regexall("(a*)*(a*)*b", join("", [for i in range(1000) : "aaaaaaaaaaaaaaaaaaaa"]))\n`,
  "functions that call each other": `${Array.from({ length: 30 }, (_, index) => `function "f${index}" {\n  params = [x]\n  result = f${index + 1}(f${index + 1}(x))\n}\n`).join("")}function "f30" {\n  params = [x]\n  result = x\n}\nX = f0(1)\n`,
  "names in a long circle": Array.from({ length: 3000 }, (_, index) => `V${index} = V${(index + 1) % 3000}\n`).join(""),
  "parents in a long chain": Array.from({ length: 3000 }, (_, index) => `target "t${index}" {\n  inherits = ["t${index + 1}"]\n}\n`).join(""),
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
