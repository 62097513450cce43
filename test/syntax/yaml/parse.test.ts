import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../../../server/src/syntax/yaml/parse.ts";
import type { YamlNode } from "../../../server/src/syntax/yaml/tree.ts";
import { type Mark, readMarks, writeMarks } from "../../harness/carets.ts";

/** Marks every scalar with its value and every fault with its message. */
function checkTree(source: string): void {
  const { text } = readMarks(source);
  const tree = parseYaml(text, "file:///compose.yaml");
  const marks: Mark[] = [...tree.documents.flatMap(scalars), ...tree.faults.map(({ span, message }) => ({ start: span.start, end: span.end, message: `fault: ${message}` }))];
  assert.equal(writeMarks(text, marks), source);
}

function scalars(node: YamlNode): Mark[] {
  if (node.kind === "sequence") return node.items.flatMap(scalars);
  if (node.kind === "mapping") return [...node.entries.values()].flatMap(({ value }) => scalars(value));
  const value = typeof node.value === "bigint" ? `int ${node.value}` : typeof node.value === "number" ? `float ${node.value}` : JSON.stringify(node.value);
  return [{ start: node.span.start, end: node.span.end, message: node.tag === undefined ? value : `${node.tag} ${value}` }];
}

test("plain scalars have the types that go-yaml gives them", () => checkTree(`a: [0777, 0o17, 0x1F, 0b11, 1_000, -5, 1.50, 1e3, 08, true, yes, ~, 1:30, text]
    ^^^^ int 511
          ^^^^ int 15
                ^^^^ int 31
                      ^^^^ int 3
                            ^^^^^ int 1000
                                   ^^ int -5
                                       ^^^^ float 1.5
                                             ^^^ float 1000
                                                  ^^ float 8
                                                      ^^^^ true
                                                            ^^^ "yes"
                                                                 ^ null
                                                                    ^^^^ "1:30"
                                                                          ^^^^ "text"
`));

test("quotes and tags decide before the text does", () => checkTree(`a: "1"
   ^^^ "1"
b: !!str 2
         ^ "2"
c: !!int "3"
         ^^^ int 3
d: !reset old
          ^^^ !reset "old"
`));

test("aliases and merge keys stand for what they name, explicit keys win", () => checkTree(`a: &a {x: 1, y: 2}
          ^ int 1
          ^ int 1
                ^ int 2
b: {<<: [*a, {z: 3}], y: own}
                 ^ int 3
                         ^^^ "own"
`));

test("a broken line leaves the rest readable", () => checkTree(`services:
  web: {build: .}
               ^ "."
  web: {build: ./again}
  ^^^ fault: mapping key "web" already defined
  1: {}
  ^ fault: non-string key: 1
  api:
    build: *none
           ^^^^^ fault: unknown anchor 'none' referenced
           ^^^^^ null
`));

test("hostile texts end in faults", () => {
  const faultsOf = (text: string): string[] => parseYaml(text, "u").faults.map(({ message }) => message);
  assert.deepEqual(faultsOf("a: &a [*a]"), ["anchor 'a' value contains itself"]);
  assert.deepEqual(faultsOf("[".repeat(1000)).slice(0, 1), ["the values are nested too deeply"]);
  assert.deepEqual(faultsOf("x".repeat(3_000_000)), ["the file is larger than 250000 characters"]);
});
