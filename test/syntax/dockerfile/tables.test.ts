import assert from "node:assert/strict";
import { test } from "node:test";
import { findFlag, findInstruction, instructionNames, instructions } from "../../../server/src/data/instructions.ts";
import { findMountOption, mountOptions, mountTypes } from "../../../server/src/data/mount-options.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";

// The tables and the parser must agree: what the one offers, the other takes.

const argumentsOf: Readonly<Record<string, string>> = {
  ADD: "a b", COPY: "a b", ENV: "a=b", LABEL: "a=b", HEALTHCHECK: "CMD a", SHELL: '["a"]', ONBUILD: "RUN a",
};
const exampleOf: Readonly<Record<string, string>> = { mount: "type=cache,target=/x", device: "vendor.example/class=a", int: "3", duration: "5s", string: "x" };

function faultsOf(line: string): string[] {
  return parseDockerfile(`FROM a\n${line}\n`).faults.map(({ code, message }) => `${line}: ${code} ${message}`);
}

test("every instruction of the table is read without a fault", () => {
  assert.deepEqual(instructionNames.flatMap((name) => faultsOf(`${name} ${argumentsOf[name] ?? "a"}`)), []);
  assert.deepEqual(instructionNames.flatMap((name) => faultsOf(`${name.toLowerCase()} ${argumentsOf[name] ?? "a"}`)), []);
});

test("every flag of the table is taken, with each of its values", () => {
  const lines = instructions.flatMap(({ name, flags }) => flags.flatMap((flag) => {
    const values = flag.values.length > 0 ? flag.values : [exampleOf[flag.kind] ?? "x"];
    return values.map((value) => `${name} --${flag.name}=${value} ${argumentsOf[name] ?? "a"}`);
  }));
  assert.ok(lines.includes("HEALTHCHECK --start-interval=5s CMD a"));
  assert.deepEqual(lines.flatMap(faultsOf), []);
});

test("only repeatable flags may be repeated", () => {
  for (const { name, flags } of instructions) {
    for (const { name: flag, kind, values, isRepeatable } of flags) {
      const one = `--${flag}=${values[0] ?? exampleOf[kind] ?? "x"}`;
      const codes = parseDockerfile(`FROM a\n${name} ${one} ${one} ${argumentsOf[name] ?? "a"}\n`).faults.map(({ code }) => code);
      assert.deepEqual(codes, isRepeatable ? [] : ["duplicate-flag"], one);
    }
  }
});

test("mount options are taken by the types that the table names", () => {
  const valueOf = { bool: "true", octal: "0755", int: "1", size: "64m", string: "x", enum: "" } as const;
  for (const { name: type } of mountTypes) {
    for (const option of mountOptions) {
      if (option.name === "type") continue;
      const value = option.kind === "enum" ? option.values[0]! : valueOf[option.kind];
      const needed = type === "secret" && !["id", "source"].includes(option.name) ? ",id=a" : "";
      const taken = faultsOf(`RUN --mount=type=${type},target=/x${needed},${option.name}=${value} a`).length === 0;
      assert.equal(taken, option.types.includes(type), `${option.name} of ${type}`);
    }
  }
});

test("lookups", () => {
  assert.equal(findInstruction("COPY")?.url, "https://docs.docker.com/reference/dockerfile/#copy");
  assert.equal(findInstruction("copy"), undefined);
  assert.equal(findFlag("COPY", "parents")?.since, "1.20");
  assert.equal(findMountOption("DST")?.name, "target");
});

test("texts are whole sentences", () => {
  const texts = [...instructions, ...instructions.flatMap(({ flags }) => flags), ...mountOptions, ...mountTypes].map(({ hover }) => hover);
  assert.deepEqual(texts.filter((text) => !/^[A-Z`].*\.$/s.test(text)), []);
});
