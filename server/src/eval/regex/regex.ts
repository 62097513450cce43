import type { Budget } from "../scope.ts";
import { spend } from "../scope.ts";
import { wordChar } from "./char-class.ts";
import { parseRegex } from "./parse-regex.ts";
import type { AssertionKind, CharTest, RegexNode } from "./tree.ts";
import { RegexSyntaxError } from "./tree.ts";

type Instruction =
  | { readonly op: "char"; readonly test: CharTest }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "assert"; readonly assertion: AssertionKind }
  | { readonly op: "match" };

/** A compiled pattern with RE2's syntax and meaning; matching takes time linear in the text. */
export interface Regex {
  readonly program: readonly Instruction[];
  readonly groupNames: readonly (string | undefined)[];
}

const maxProgram = 30_000;
const compiled = new Map<string, Regex | RegexSyntaxError>();

/** Compiles a pattern or says in Go's words why it cannot. Recent patterns are kept. */
export function compileRegex(pattern: string): Regex | RegexSyntaxError {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let result: Regex | RegexSyntaxError;
  try {
    const { node, groupNames } = parseRegex(pattern);
    const program: Instruction[] = [];
    emit(program, { kind: "group", node, index: 0 });
    program.push({ op: "match" });
    result = { program, groupNames };
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    result = error;
  }
  if (compiled.size > 100) compiled.clear();
  compiled.set(pattern, result);
  return result;
}

function emit(program: Instruction[], node: RegexNode): void {
  if (program.length > maxProgram) throw new RegexSyntaxError("expression too large");
  switch (node.kind) {
    case "char": program.push({ op: "char", test: node.test }); return;
    case "assertion": program.push({ op: "assert", assertion: node.assertion }); return;
    case "sequence":
      for (const child of node.nodes) emit(program, child);
      return;
    case "group":
      program.push({ op: "save", slot: node.index * 2 });
      emit(program, node.node);
      program.push({ op: "save", slot: node.index * 2 + 1 });
      return;
    case "choice": return emitChoice(program, node.nodes);
    case "repeat": return emitRepeat(program, node);
  }
}

function emitChoice(program: Instruction[], nodes: readonly RegexNode[]): void {
  const jumps: { op: "jump"; to: number }[] = [];
  for (const [index, node] of nodes.entries()) {
    if (index === nodes.length - 1) {
      emit(program, node);
      break;
    }
    const split = { op: "split" as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(program, node);
    const jump = { op: "jump" as const, to: 0 };
    jumps.push(jump);
    program.push(jump);
    split.second = program.length;
  }
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat(program: Instruction[], { node, least, most, greedy }: Extract<RegexNode, { kind: "repeat" }>): void {
  for (let count = 0; count < least; count++) emit(program, node);
  const branch = (): { op: "split"; first: number; second: number } => {
    const split = { op: "split" as const, first: 0, second: 0 };
    program.push(split);
    return split;
  };
  const aim = (split: { first: number; second: number }, inside: number, after: number): void => {
    split.first = greedy ? inside : after;
    split.second = greedy ? after : inside;
  };
  if (most === Number.POSITIVE_INFINITY) {
    const start = program.length;
    const split = branch();
    emit(program, node);
    program.push({ op: "jump", to: start });
    aim(split, start + 1, program.length);
    return;
  }
  const splits: { split: { first: number; second: number }; inside: number }[] = [];
  for (let count = least; count < most; count++) {
    const split = branch();
    splits.push({ split, inside: program.length });
    emit(program, node);
  }
  for (const { split, inside } of splits) aim(split, inside, program.length);
}

/** Start and end of the match and of each group, -1 where a group took no part. */
export type Captures = readonly number[];

interface Threads {
  readonly states: number[];
  readonly captures: Captures[];
}

/** The leftmost match at or after `from`, preferring what the pattern tries first. `text` is code points; offsets count them. */
export function findMatch(regex: Regex, text: readonly number[], from: number, budget: Budget): Captures | undefined {
  const { program, groupNames } = regex;
  const slots = (groupNames.length + 1) * 2;
  const none: Captures = Array.from({ length: slots }, () => -1);
  const mark = new Int32Array(program.length).fill(-1);
  let current: Threads = { states: [], captures: [] };
  let best: Captures | undefined;
  for (let at = from; at <= text.length; at++) {
    if (best === undefined) addThread(program, current, 0, none, text, at, mark);
    if (current.states.length === 0 && best !== undefined) break;
    spend(budget, 1 + current.states.length);
    const next: Threads = { states: [], captures: [] };
    const code = text[at];
    const nextMark = at + 1;
    for (const [index, state] of current.states.entries()) {
      const instruction = program[state]!;
      if (instruction.op === "match") {
        best = current.captures[index]!;
        break;
      }
      if (code !== undefined && instruction.op === "char" && instruction.test(code)) addThread(program, next, state + 1, current.captures[index]!, text, nextMark, mark);
    }
    current = next;
  }
  return best;
}

/** Follows everything that reads no character, in order of preference; `mark` holds the offset at which a state was last added. */
function addThread(program: readonly Instruction[], threads: Threads, state: number, captures: Captures, text: readonly number[], at: number, mark: Int32Array): void {
  const stack: [number, Captures][] = [[state, captures]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [here, saved] = top;
    if (mark[here] === at) continue;
    mark[here] = at;
    const instruction = program[here]!;
    if (instruction.op === "jump") {
      stack.push([instruction.to, saved]);
    } else if (instruction.op === "split") {
      stack.push([instruction.second, saved], [instruction.first, saved]);
    } else if (instruction.op === "save") {
      const copy = [...saved];
      copy[instruction.slot] = at;
      stack.push([here + 1, copy]);
    } else if (instruction.op === "assert") {
      if (holds(instruction.assertion, text, at)) stack.push([here + 1, saved]);
    } else {
      threads.states.push(here);
      threads.captures.push(saved);
    }
  }
}

function holds(assertion: AssertionKind, text: readonly number[], at: number): boolean {
  switch (assertion) {
    case "text-start": return at === 0;
    case "text-end": return at === text.length;
    case "line-start": return at === 0 || text[at - 1] === 10;
    case "line-end": return at === text.length || text[at] === 10;
    default: {
      const before = at > 0 && wordChar(text[at - 1]!);
      const after = at < text.length && wordChar(text[at]!);
      return (before !== after) === (assertion === "word-boundary");
    }
  }
}

/** All matches that do not overlap; an empty one right behind another match does not count. */
export function findAll(regex: Regex, text: readonly number[], budget: Budget): Captures[] {
  const matches: Captures[] = [];
  let at = 0;
  let previousEnd = -1;
  while (at <= text.length) {
    const match = findMatch(regex, text, at, budget);
    if (match === undefined) break;
    const [start, end] = [match[0]!, match[1]!];
    if (end > start || start !== previousEnd) matches.push(match);
    at = end > start ? end : end + 1;
    previousEnd = end;
  }
  return matches;
}

export { RegexSyntaxError };
