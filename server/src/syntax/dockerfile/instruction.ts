import { alongside } from "../../base/anchored-span.ts";
import type { Span } from "../../base/span.ts";
import type { Fault } from "../fault.ts";
import { findSeparator, isSpace, skipSpace } from "./characters.ts";
import { readFlags } from "./flags.ts";
import { readHeredocs, heredocOperators } from "./heredocs.ts";
import { readJsonArray } from "./json-array.ts";
import { instructionNode } from "./instruction-nodes.ts";
import { sourceSpan, wordAt } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import { readArguments, readPairs } from "./pairs.ts";
import type { Command, Flag, Heredoc, Instruction, JsonArray, Word } from "./tree.ts";

/** The file being parsed, as far as it has been read. */
export interface Reading {
  readonly text: string;
  readonly escape: "\\" | "`";
  readonly faults: Fault[];
  /** The start of the line behind the instruction; moves on when heredocs are read. */
  next: number;
}

/** One instruction of a logical line, and what its kind is made from. `end` and `rest` are indices, the others offsets. */
interface Head {
  readonly reading: Reading;
  readonly line: LogicalLine;
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly flags: readonly Flag[];
  readonly argumentsSpan: Span;
  /** Where the arguments begin behind the flags, and where they end. */
  readonly rest: number;
  readonly end: number;
  /** Offset where the instruction's head ends. */
  readonly headEnd: number;
  /** How many ONBUILDs it stands in. */
  readonly depth: number;
}

const noHeredocs: readonly Heredoc[] = [];

/** Builds the instruction in a trimmed range of a logical line. `headEnd` is the offset where its last line ends. */
export function readInstruction(reading: Reading, line: LogicalLine, from: number, end: number, headEnd: number, depth: number): Instruction {
  const keywordEnd = findSeparator(line.text, from, end);
  const begin = skipSpace(line.text, keywordEnd, end);
  const { flags, rest } = readFlags(line, begin, end, reading.escape.charCodeAt(0));
  return instructionNode(build({
    reading,
    line,
    keyword: line.text.slice(from, keywordEnd).toUpperCase(),
    keywordSpan: sourceSpan(line, from, keywordEnd),
    flags,
    argumentsSpan: begin < end ? sourceSpan(line, begin, end) : sourceSpan(line, keywordEnd, keywordEnd),
    rest,
    end,
    headEnd,
    depth,
  }));
}

function build(head: Head): Instruction {
  switch (head.keyword) {
    case "FROM":
      return buildFrom(head);
    case "RUN":
      return buildRun(head);
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
      return { ...base(head), kind: head.keyword, command: commandOf(head, head.rest) };
    case "COPY":
    case "ADD":
      return buildCopy(head, head.keyword);
    case "ENV":
    case "LABEL":
    case "ARG":
      return buildPairs(head, head.keyword);
    case "EXPOSE":
      return { ...base(head), kind: "EXPOSE", words: splitWords(head), json: undefined };
    case "VOLUME":
      return buildVolume(head);
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
    case "MAINTAINER": {
      const words = head.rest < head.end ? [wordAt(head.line, head.rest, head.end)] : [];
      return { ...base(head), kind: head.keyword, words, json: undefined };
    }
    case "HEALTHCHECK":
      return buildHealthcheck(head);
    case "ONBUILD":
      return buildOnbuild(head);
    default:
      return { ...base(head), kind: "unknown", words: splitWords(head) };
  }
}

function base(head: Head, heredocs: readonly Heredoc[] = noHeredocs): Pick<
  Instruction, "span" | "headSpan" | "keyword" | "keywordSpan" | "argumentsSpan" | "flags" | "heredocs"
> {
  const headSpan = alongside(head.keywordSpan, head.keywordSpan.start, head.headEnd);
  const { keyword, keywordSpan, argumentsSpan, flags } = head;
  const last = heredocs.at(-1);
  const span = last ? alongside(headSpan, headSpan.start, (last.terminator ?? last.body).end) : headSpan;
  return { span, headSpan, keyword, keywordSpan, argumentsSpan, flags, heredocs };
}

/** Reads the heredocs of RUN, COPY and ADD. BuildKit looks for them one ONBUILD deep and not in JSON form. */
function takeHeredocs(head: Head, json: JsonArray | undefined): readonly Heredoc[] {
  if (json !== undefined || head.depth > 1) return noHeredocs;
  const operators = heredocOperators(head.line);
  if (operators.length === 0) return noHeredocs;
  const { heredocs, next, fault } = readHeredocs(head.reading.text, operators, head.reading.next);
  head.reading.next = next;
  if (fault) head.reading.faults.push(fault);
  return heredocs;
}

function splitWords(head: Head): Word[] {
  const { line, end } = head;
  const words: Word[] = [];
  let index = skipSpace(line.text, head.rest, end);
  while (index < end) {
    const wordEnd = Math.max(findSeparator(line.text, index, end), index + 1);
    words.push(wordAt(line, index, wordEnd));
    index = wordEnd;
    while (index < end && findSeparator(line.text, index, index + 1) === index) index++;
  }
  return words;
}

function jsonOf(head: Head, from: number): JsonArray | undefined {
  const reading = readJsonArray(head.line, from, head.end);
  if (reading.kind === "strings") return reading.array;
  if (reading.kind === "mixed") {
    const message = "The JSON array may hold strings only; write numbers and other values in double quotes.";
    head.reading.faults.push({ code: "json-not-strings", span: sourceSpan(head.line, from, head.end), message });
  }
  return undefined;
}

/** Decoded strings as words; a word's span leaves the quotes out. */
function jsonWords(json: JsonArray): Word[] {
  return json.items.map(({ span, value }) => ({ span: alongside(span, span.start + 1, span.end - 1), text: value }));
}

function commandOf(head: Head, from: number): Command | undefined {
  const { line, end } = head;
  if (from >= end) return undefined;
  const exec = jsonOf(head, from);
  return { form: exec ? "exec" : "shell", span: sourceSpan(line, from, end), exec };
}

function buildFrom(head: Head): Instruction {
  const words = splitWords(head);
  const hasAs = words[1]?.text.toUpperCase() === "AS";
  return {
    ...base(head),
    kind: "FROM",
    image: words[0],
    as: hasAs ? words[1] : undefined,
    name: hasAs ? words[2] : undefined,
    extraWords: words.length > (hasAs ? 3 : 1) ? words.slice(hasAs ? 3 : 1) : undefined,
  };
}

function buildRun(head: Head): Instruction {
  const command = commandOf(head, head.rest);
  return { ...base(head, takeHeredocs(head, command?.exec)), kind: "RUN", command };
}

function buildCopy(head: Head, kind: "COPY" | "ADD"): Instruction {
  const json = jsonOf(head, head.rest);
  const heredocs = takeHeredocs(head, json);
  const words = json ? jsonWords(json) : splitWords(head);
  const destination = words.length > 1 ? words.at(-1) : undefined;
  return { ...base(head, heredocs), kind, sources: destination ? words.slice(0, -1) : words, destination, json };
}

function buildPairs(head: Head, kind: "ENV" | "LABEL" | "ARG"): Instruction {
  const escape = head.reading.escape.charCodeAt(0);
  const { pairs, faults } = kind === "ARG"
    ? readArguments(head.line, head.rest, head.end, escape)
    : readPairs(head.line, kind, head.rest, head.end, escape);
  for (const fault of faults) head.reading.faults.push(fault);
  return { ...base(head), kind, pairs };
}

function buildVolume(head: Head): Instruction {
  const json = jsonOf(head, head.rest);
  return { ...base(head), kind: "VOLUME", words: json ? jsonWords(json) : splitWords(head), json };
}

function buildHealthcheck(head: Head): Instruction {
  const { line, rest, end } = head;
  let typeEnd = rest;
  while (typeEnd < end && !isSpace(line.text.charCodeAt(typeEnd))) typeEnd++;
  const type = typeEnd > rest ? wordAt(line, rest, typeEnd) : undefined;
  const command = commandOf(head, skipSpace(line.text, typeEnd, end));
  return { ...base(head), kind: "HEALTHCHECK", type, isNone: type?.text.toUpperCase() === "NONE", command };
}

/** Chains deeper than two are not followed: they are not allowed, and a hostile line must not exhaust the stack. */
function buildOnbuild(head: Head): Instruction {
  const { reading, line, rest, end, headEnd, depth } = head;
  const inner = rest < end && depth < 2 ? readInstruction(reading, line, rest, end, headEnd, depth + 1) : undefined;
  const own = base(head);
  return { ...own, kind: "ONBUILD", inner, span: inner ? alongside(own.span, own.span.start, inner.span.end) : own.span };
}
