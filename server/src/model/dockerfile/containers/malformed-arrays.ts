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
  const text = dockerfile.written(span);
  if (opening.test(text)) return { span, repaired: repair(text) };
  const bare = bareList(instruction, text);
  return bare && { span, repaired: JSON.stringify(bare).replaceAll('","', '", "') };
}

/** The words of a list without quotes, as in `[npm, start]` and `VOLUME [/data]`. A file pattern such as `[ab].txt` is none. */
function bareList(instruction: Instruction, text: string): string[] | undefined {
  if (/^(?:CMD|ENTRYPOINT)$/.test(instruction.kind) && /^\[[\w./@-]+\]$/.test(text)) return [text.slice(1, -1)];
  const inner = /^\[[ \t]*([\w./:@=-]+(?:[ \t]*,[ \t]*[\w./:@=-]+)*)[ \t]*\]$/.exec(text)?.[1];
  if (inner === undefined || (!inner.includes(",") && !(instruction.kind === "VOLUME" && inner.startsWith("/")))) return undefined;
  return inner.split(/[ \t]*,[ \t]*/);
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
