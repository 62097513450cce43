import type { Span } from "../../../base/span.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Arguments that are meant as a JSON array of strings but are not one, so that they are taken as plain text. */
export interface MalformedArray {
  readonly span: Span;
  /** The array that was probably meant; undefined where that is not clear. */
  readonly repaired: string | undefined;
}

/** An array's opening: no test of a shell (`[ -f x ]`, `[ "$a" = b ]`) begins like this. */
const opening = /^\[(?:["'\u201c\u201d\u2018\u2019]|[ \t]+(["'])[^"'\n]*\1[ \t]*,)/;

export function malformedArrayOf(dockerfile: Dockerfile, instruction: Instruction): MalformedArray | undefined {
  const span = argumentsOf(instruction);
  if (!span) return undefined;
  const text = dockerfile.text.slice(span.start, span.end);
  return opening.test(text) ? { span, repaired: repair(text) } : undefined;
}

function argumentsOf(instruction: Instruction): Span | undefined {
  switch (instruction.kind) {
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      return instruction.command?.form === "shell" ? instruction.command.span : undefined;
    case "COPY":
    case "ADD": {
      const first = instruction.sources[0];
      return instruction.json || !first ? undefined : { start: first.span.start, end: instruction.headSpan.end };
    }
    case "VOLUME": {
      const first = instruction.words[0];
      return instruction.json || !first ? undefined : { start: first.span.start, end: instruction.headSpan.end };
    }
    default:
      return undefined;
  }
}

/** Straight double quotes, and no comma in front of the closing bracket. */
function repair(text: string): string | undefined {
  if (text.length > 2000 || text.includes("\n")) return undefined;
  const straight = text.replace(/[\u201c\u201d]/g, '"').replace(/[\u2018\u2019]/g, "'");
  const quoted = straight.replace(/"(?:[^"\\]|\\.)*"|'([^'"\\]*)'/g, (match, inner: string | undefined) => (inner === undefined ? match : `"${inner}"`));
  for (const candidate of [quoted, quoted.replace(/,\s*\]$/, "]"), quoted.replace(/\\(?!["\\/bfnrtu])/g, "\\\\"), `${quoted}]`]) {
    if (isStringArray(candidate)) return candidate;
  }
  return undefined;
}

function isStringArray(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
  } catch {
    return false;
  }
}
