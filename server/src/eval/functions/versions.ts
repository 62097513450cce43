import { boolValue } from "../value.ts";
import { text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: readonly string[];
}

/** Semantic versions, with an optional `v` and missing parts as zero. */
function parseVersion(given: string): Version | undefined {
  const match = /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(given);
  if (match === null) return undefined;
  return { numbers: [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)], prerelease: match[4] === undefined ? [] : match[4].split(".") };
}

function compareVersions(a: Version, b: Version): number {
  for (let index = 0; index < 3; index++) if (a.numbers[index] !== b.numbers[index]) return a.numbers[index]! - b.numbers[index]!;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length;
  for (let index = 0; index < Math.max(a.prerelease.length, b.prerelease.length); index++) {
    const left = a.prerelease[index];
    const right = b.prerelease[index];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left !== right) return comparePrerelease(left, right);
  }
  return 0;
}

function comparePrerelease(a: string, b: string): number {
  const [numericA, numericB] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (numericA && numericB) return Number(a) - Number(b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  return a < b ? -1 : 1;
}

type Test = (version: Version) => boolean;

/** One condition such as `>=1.2`, `~1.2.3`, `^1.0`, `1.x`. */
function parseCondition(given: string): Test | undefined {
  const match = /^(=|!=|>|<|>=|=>|<=|=<|~|~>|\^)?\s*v?([0-9]+|[xX*])(?:\.([0-9]+|[xX*]))?(?:\.([0-9]+|[xX*]))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.exec(given);
  if (match === null) return undefined;
  const fixed = [match[2], match[3], match[4]].map((part) => (part === undefined || /[xX*]/.test(part) ? undefined : Number(part)));
  const count = fixed.indexOf(undefined) < 0 ? 3 : fixed.indexOf(undefined);
  const low = parseVersion(`${fixed[0] ?? 0}.${count > 1 ? fixed[1] : 0}.${count > 2 ? fixed[2] : 0}${match[5] ?? ""}`)!;
  const operator = match[1] ?? "=";
  const test = conditionTest(operator, low, count);
  return (version) => (version.prerelease.length === 0 || low.prerelease.length > 0) && test(version);
}

/** The first version beyond all that share the first `count` parts. */
function nextAfter(low: Version, count: number): Version | undefined {
  if (count === 0) return undefined;
  const [major, minor, patch] = low.numbers;
  const numbers: readonly [number, number, number] = count === 1 ? [major + 1, 0, 0] : count === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
  return { numbers, prerelease: [] };
}

function conditionTest(operator: string, low: Version, count: number): Test {
  const within = (parts: number): Test => {
    const end = nextAfter(low, parts);
    return (version) => compareVersions(version, low) >= 0 && (end === undefined || compareVersions(version, end) < 0);
  };
  const beyond = nextAfter(low, count);
  switch (operator) {
    case "=": return count === 3 ? (version) => compareVersions(version, low) === 0 : within(count);
    case "!=": return count === 3 ? (version) => compareVersions(version, low) !== 0 : (version) => !within(count)(version);
    case ">": return (version) => (count === 3 ? compareVersions(version, low) > 0 : beyond !== undefined && compareVersions(version, beyond) >= 0);
    case "<": return (version) => compareVersions(version, low) < 0;
    case ">=":
    case "=>": return (version) => compareVersions(version, low) >= 0;
    case "<=":
    case "=<": return (version) => (count === 3 ? compareVersions(version, low) <= 0 : beyond === undefined || compareVersions(version, beyond) < 0);
    case "^": return within(low.numbers[0] > 0 || count === 1 ? 1 : low.numbers[1] > 0 || count === 2 ? 2 : 3);
    default: return within(Math.min(2, count));
  }
}

/** Alternatives by `||`, conditions by commas or blanks, ranges as `1.2 - 2.3`. */
function parseConstraint(given: string): Test | undefined {
  const alternatives: Test[] = [];
  for (const alternative of given.split("||")) {
    const ranged = alternative.replace(/(\S+)\s+-\s+(\S+)/g, ">=$1 <=$2").trim();
    const conditions = ranged.match(/(?:[=!<>~^]+\s*)?[^\s,=!<>~^]+/g);
    if (conditions === null) return undefined;
    const tests = conditions.map((condition) => parseCondition(condition.trim()));
    if (tests.includes(undefined)) return undefined;
    alternatives.push((version) => tests.every((test) => test!(version)));
  }
  return (version) => alternatives.some((test) => test(version));
}

export const versionFunctions: Readonly<Record<string, Implementation>> = {
  semvercmp: (args) => {
    const version = parseVersion(text(args, 0));
    if (version === undefined) throw new FunctionError("Invalid Semantic Version", 0);
    const constraint = parseConstraint(text(args, 1));
    if (constraint === undefined) throw new FunctionError(`improper constraint: ${text(args, 1)}`, 1);
    return boolValue(constraint(version));
  },
};
