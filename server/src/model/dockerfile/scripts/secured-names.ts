import { memoize } from "../../../base/memoize.ts";
import type { RunStep } from "./run-steps.ts";

/** The variables that the script of a step gives a value (by an assignment, `for`, `read` or `mapfile`) or tests, wherever that stands in it. */
export const securedNames = memoize(({ run, dockerfile }: RunStep): ReadonlySet<string> => {
  const text = dockerfile.written(run);
  const given = [...text.matchAll(/\b(\w+)\+?=|\bfor\s+(\w+)|\$\{(\w+):?[?=]|\bcase\s+"?\$\{?(\w+)/g)].map((match) => match.slice(1).find((name) => name !== undefined)!);
  const read = [...text.matchAll(/\b(?:read|mapfile|readarray)\s([^;&|\n]*)/g)].flatMap((match) => match[1]!.split(/\s+/));
  const tested = [...text.matchAll(/(?:\[|\btest)\s([^;&|\n]*)/g)].flatMap((match) => [...match[1]!.matchAll(/\$\{?(\w+)/g)].map((variable) => variable[1]!));
  return new Set([...given, ...read, ...tested]);
});
