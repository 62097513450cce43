// What an edit does not touch is not evaluated again. That the results are right is tested by edits.test.ts of the workspace.
import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateBake } from "../../server/src/eval/evaluate-bake.ts";
import { type BakeFile, readBakeFile } from "../../server/src/model/bake/bake-file.ts";
import { parseHcl } from "../../server/src/syntax/hcl/parse.ts";

const text = `variable "LIST" {
  default = ["x", "y"]
}
function "wrap" {
  params = [item]
  result = ["<\${item}>", LIST[0]]
}
target "a" {
  tags = wrap(uuidv4())
}
target "b" {
  inherits = ["a"]
  args = { B = uuidv4(), BB = uuidv4(), C = LIST[1] }
}
`;

function fileOf(source: string, before?: BakeFile): BakeFile {
  return readBakeFile("a.hcl", parseHcl(source, "", before?.tree));
}

/** Which resolved targets an edit leaves the same objects, and how many calls for random bytes come with it: one in "a", two in "b". */
function checkEdit(edit: (text: string) => string, expected: string): void {
  let calls = 0;
  const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill(++calls);
  const surroundings = { environment: { get: () => undefined }, randomBytes };
  const first = fileOf(text);
  const before = evaluateBake({ files: [first], ...surroundings });
  const targetsBefore = before.resolveAll().targets;
  calls = 0;
  const { targets } = evaluateBake({ files: [fileOf(edit(text), first)], ...surroundings }, before).resolveAll();
  const same = [...targets].flatMap(([name, target]) => (targetsBefore.get(name) === target ? [name] : []));
  assert.equal(`${calls} calls, same: ${same.join(" ")}`, expected);
}

test("an edit behind all targets leaves them the same", () => checkEdit((source) => `${source}# more\n`, "0 calls, same: a b"));
test("an edit in a target leaves those in front of it the same", () => checkEdit((source) => source.replace("BB =", "BBB ="), "2 calls, same: a"));
test("an edit in front of all makes targets with other places, of the values that are known", () => checkEdit((source) => `# more\n${source}`, "0 calls, same: "));
test("another value of a variable makes what depends on it evaluated", () => checkEdit((source) => source.replace('"y"]', '"z"]'), "3 calls, same: "));
test("another function makes what calls it evaluated", () => checkEdit((source) => source.replace("<$", "($"), "1 calls, same: "));
test("what stands in front of a broken line is left the same", () => checkEdit((source) => `${source}target "c" {\n  tags = [\n`, "0 calls, same: a b"));
