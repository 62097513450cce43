import { memoize } from "../../../base/memoize.ts";
import { expandWord } from "../../../syntax/dockerfile/words.ts";
import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** One pair of a LABEL. */
export interface Label {
  readonly stage: Stage;
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
  /** Without quotes; variables in it stay as they are written. */
  readonly key: string;
  /** Without quotes and escapes; undefined where a variable is part of it or none is given. */
  readonly value: string | undefined;
}

/** All labels of a file in order. */
export const labelsOf = memoize((dockerfile: Dockerfile): readonly Label[] =>
  dockerfile.all("LABEL").flatMap((instruction) => {
    const stage = dockerfile.stageOf(instruction);
    if (!stage) return [];
    return instruction.pairs.map((pair) => ({
      stage, instruction, pair,
      key: unquoted(pair.key.text),
      value: pair.value === undefined ? undefined : plainValue(pair.value.text, dockerfile.tree.escape),
    }));
  }));

/** The labels whose value is of a kind: those that `schema` gives it, and those that the OCI annotations define so. An empty one takes a label of the base image back. */
export function labelsOfKind(dockerfile: Dockerfile, schema: unknown, kind: string, ociKeys: readonly string[] = []): Label[] {
  const kinds = labelSchema(schema);
  return labelsOf(dockerfile).filter(({ key, value }) => {
    const chosen = kinds.get(key);
    return chosen === undefined ? ociKeys.includes(key) && value !== "" : chosen === kind;
  });
}

/** The kind of each key, from an option that is an object of strings. */
export function labelSchema(schema: unknown): ReadonlyMap<string, string> {
  if (typeof schema !== "object" || schema === null) return new Map();
  return new Map(Object.entries(schema).flatMap(([key, kind]) => (typeof kind === "string" ? [[key, kind]] : [])));
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, "$2");
}

function plainValue(text: string, escape: "\\" | "`"): string | undefined {
  const { value, unresolved, fault } = expandWord(text, () => undefined, escape);
  return fault || unresolved.length > 0 ? undefined : value;
}
