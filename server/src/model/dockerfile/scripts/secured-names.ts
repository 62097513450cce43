import { memoize } from "../../../base/memoize.ts";
import type { RunStep } from "./run-steps.ts";

/** The variables that the script of a step gives a value (by an assignment, `for` or `read`) or tests, wherever that stands in it. */
export const securedNames = memoize(({ run, dockerfile }: RunStep): ReadonlySet<string> => {
  const text = dockerfile.text.slice(run.span.start, run.span.end);
  const given = [...text.matchAll(/\b(\w+)\+?=|\bfor\s+(\w+)/g)].map((match) => match[1] ?? match[2]!);
  const read = [...text.matchAll(/\bread\s([^;&|\n]*)/g)].flatMap((match) => match[1]!.split(/\s+/));
  const tested = [...text.matchAll(/(?:\[|\btest)\s([^;&|\n]*)/g)].flatMap((match) => [...match[1]!.matchAll(/\$\{?(\w+)/g)].map((variable) => variable[1]!));
  return new Set([...given, ...read, ...tested]);
});
