// What variables are worth at a place: each `LABEL probe=…` shows the value that it gets there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "../../../server/src/model/dockerfile/read-dockerfile.ts";
import { expandIn, scopeBefore } from "../../../server/src/model/dockerfile/variables/scope.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";

/** Each `LABEL probe=…` is expanded; `?` behind a value says that it depends on more than the file. */
function checkProbes(text: string, expected: readonly string[]): void {
  const dockerfile = readDockerfile(parseDockerfile(text));
  const found = dockerfile.all("LABEL").map((label) => {
    const { value, isExact } = expandIn(scopeBefore(dockerfile.stageOf(label)!, label), label.pairs[0]!.value!.text, dockerfile.tree.escape);
    return `${value}${isExact ? "" : "?"}`;
  });
  assert.deepEqual(found, expected);
}

test("a global ARG is seen where a stage repeats it, and by the stages above that one", () => {
  checkProbes("ARG A=1\nFROM scratch AS base\nLABEL probe=[$A]\nARG A\nLABEL probe=[$A]\nFROM base\nLABEL probe=[$A]\n", ["[]", "[1]", "[1]"]);
});

test("an ARG without a default leaves an earlier value", () => {
  checkProbes("FROM scratch\nENV A=1\nARG A\nLABEL probe=$A\n", ["1"]);
});

test("the pairs of one ENV see the values before it, those of one ARG see each other", () => {
  checkProbes("FROM scratch\nENV A=1\nENV A=2 B=$A\nLABEL probe=$A$B\nARG C=3 D=$C\nLABEL probe=$D\n", ["21", "3"]);
});

test("the last declaration wins, whatever its kind", () => {
  checkProbes("FROM scratch\nENV A=1\nARG A=2\nLABEL probe=$A\nENV A=3\nLABEL probe=$A\n", ["2", "3"]);
});

test("what a base image defines, and what the platform decides, is not exact", () => {
  checkProbes("FROM debian AS base\nENV A=$HOME/x\nARG TARGETARCH\nLABEL probe=$A\nFROM base\nLABEL probe=$TARGETARCH\n", ["/x?", "amd64?"]);
});

test("ONBUILD of a base counts in the stages that trigger it", () => {
  checkProbes("FROM scratch AS base\nONBUILD ENV A=1\nLABEL probe=[$A]\nFROM base\nLABEL probe=[$A]\n", ["[]", "[1]"]);
});

test("a value that doubles itself is given up before it fills the memory", () => {
  checkProbes(`FROM scratch\nENV A=xxxxxxxx\n${"ENV A=$A$A\n".repeat(60)}LABEL probe=[$A]\n`, ["[]?"]);
});
