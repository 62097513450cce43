import type { JsonString } from "../../../syntax/dockerfile/tree.ts";
import { type Stage, startCommandOf } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isWindowsStage } from "../scripts/shell.ts";
import type { ScriptInstruction } from "../scripts/scripts.ts";

/** An element of an exec form that holds several words, though the program gets it as one. */
export interface JoinedWords {
  readonly item: JsonString;
  readonly kind: "program" | "option";
  /** What it would be as elements of their own; undefined where only a shell can tell. */
  readonly words: readonly string[] | undefined;
  /** Whether the container or step fails: nothing else, such as an entrypoint script, gets the words first. */
  readonly isSure: boolean;
}

/** A program with its arguments, or an option with its value, in one element. */
export function joinedWords(stage: Stage | undefined, instruction: ScriptInstruction): JoinedWords[] {
  const items = instruction.command?.exec?.items ?? [];
  const first = items[0];
  if (first === undefined || (stage !== undefined && isWindowsStage(stage))) return [];
  const reader = instruction.kind === "CMD" && stage !== undefined ? startCommandOf(stage).entrypoint : undefined;
  if (reader !== undefined) return [];
  if (isCommandLine(first.value) && !first.value.startsWith("-")) {
    const isSure = instruction.kind !== "CMD" || (stage !== undefined && baseFacts(stage).isKnown);
    return [{ item: first, kind: "program", words: wordsOf(first.value), isSure }];
  }
  // What follows an option may be its value, such as that of --java-options.
  const joined = items.filter(({ value }, index) => index > 0 && joinedOption.test(value) && !(items[index - 1]!.value.startsWith("-") && !joinedOption.test(items[index - 1]!.value)));
  return readsItsOwn.test(first.value) ? [] : joined.map((item) => ({ item, kind: "option", words: wordsOf(item.value), isSure: false }));
}

/** Numbers are read with the blank in front of them, where a single letter takes its value from the same word. */
const joinedOption = /^(?!-[A-Za-z][ \t]+\d+$)--?[A-Za-z][\w-]*[ \t]+\S/;

/** Scripts, which may split their arguments again, and programs that skip blanks in front of a value. */
const readsItsOwn = /(?:^|\/)(?:sed|curl|awk|gawk|gunicorn|sshd?|scp|sftp|redis-server|mysql|mariadb|psql|perl|ruby|php)$|entrypoint|\.sh$/;

/** Whether a text is a call with arguments rather than a path with a blank in it. */
function isCommandLine(text: string): boolean {
  const [program, ...rest] = text.trim().split(/\s+/);
  if (program === undefined || rest.length === 0 || program.includes("\\")) return false;
  if (!program.includes("/")) return /^[\w.+@-]+$|^\w+=/.test(program);
  return rest[0]!.startsWith("-") || /\.(?:sh|py|js|pl|rb|php)$|^\/(?:usr\/(?:local\/)?)?s?bin\/[\w.+-]+$/.test(program);
}

/** A shell with its script, which stays one word. */
const shellScript = /^(\S*\b(?:ba|da|a|k|z)?sh)[ \t]+(-\w*c)[ \t]+(\S.*)$/s;

function wordsOf(text: string): readonly string[] | undefined {
  const [, shell, option, script] = shellScript.exec(text.trim()) ?? [];
  if (shell !== undefined && option !== undefined && script !== undefined) return [shell, option, script.replace(/^(["'])([^"'\\]*)\1$/, "$2")];
  return /[^\s\w@%+=:,./-]/.test(text) || /^\w+=/.test(text) ? undefined : text.trim().split(/\s+/);
}
