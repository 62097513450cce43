import type { Span } from "../../../base/span.ts";
import { isPosixLike } from "../../../syntax/shell/dialect.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { scriptOf } from "./scripts.ts";

/** An escape character with a blank behind it, where a line continuation was meant. */
export interface StrayEscape {
  /** The escape character. */
  readonly span: Span;
  readonly removal: Span;
  /** What it is: the end of a heredoc's line, which continues once the blanks are gone; a path of COPY or ADD; part of a word. */
  readonly place: "line-end" | "path" | "word";
}

/** Commands for which a blank of its own may be an argument. */
const takesBlanks = /^(?:awk|column|cut|echo|grep|join|paste|printf|read|sed|sort|test|tr|\[)$/;

/** Those in commands, in ENV, ARG and LABEL pairs and among the paths of COPY and ADD. */
export function strayEscapes(dockerfile: Dockerfile): StrayEscape[] {
  const { tree } = dockerfile;
  return tree.instructions.flatMap((instruction) => {
    switch (instruction.kind) {
      case "RUN":
      case "CMD":
      case "ENTRYPOINT":
        return dockerfile.written(instruction).search(/\\[ \t]/) < 0 ? [] : inScript(dockerfile, instruction);
      case "ENV":
      case "ARG":
      case "LABEL":
        return instruction.pairs.flatMap(({ key, isLegacy }) => (!isLegacy && key.text.length > 1 && key.text[0] === tree.escape && /\s/.test(key.text[1]!) ? [escapeAt(key.span.start, "word")] : []));
      case "COPY":
      case "ADD":
        return instruction.json ? [] : instruction.sources.flatMap(({ span, text }) => (text === tree.escape ? [escapeAt(span.start, "path")] : []));
      default:
        return [];
    }
  });
}

function inScript(dockerfile: Dockerfile, instruction: Parameters<typeof scriptOf>[1]): StrayEscape[] {
  const { text } = dockerfile;
  const { facts, shell } = scriptOf(dockerfile, instruction);
  if (!facts.script || !isPosixLike(shell)) return [];
  return facts.commands.flatMap(({ command }) => command.arguments.flatMap((word) => {
    const { start } = word.span;
    if (!/^\\[ \t]/.test(word.text) || !/^\\[ \t]/.test(text.slice(start, start + 2))) return [];
    const trail = /^\\([ \t]+)\r?\n/.exec(text.slice(start, start + 200))?.[1];
    // In front of a heredoc's body BuildKit itself joins lines, blanks behind the escape character or not.
    if (trail !== undefined) return start > instruction.headSpan.end ? [{ span: { start, end: start + 1 }, removal: { start: start + 1, end: start + 1 + trail.length }, place: "line-end" }] : [];
    return takesBlanks.test(command.name?.unquoted ?? "") ? [] : [escapeAt(start, "word")];
  }));
}

function escapeAt(start: number, place: "path" | "word"): StrayEscape {
  return { span: { start, end: start + 1 }, removal: { start, end: start + 2 }, place };
}
