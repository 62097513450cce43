import { alongside } from "../../base/anchored-span.ts";
import { closestName } from "../../base/closest-name.ts";
import type { Span } from "../../base/span.ts";
import { instructionNames } from "../../data/instructions.ts";
import type { Fault } from "../fault.ts";
import { checkFlags } from "./check-flags.ts";
import { parseOperator, pathsOf } from "./heredocs.ts";
import type {
  CommandInstruction, CopyInstruction, FromInstruction, HealthcheckInstruction, Instruction, OnbuildInstruction, PairsInstruction,
  Word, WordsInstruction,
} from "./tree.ts";
import { readVariables } from "./words.ts";

/** What BuildKit refuses in an instruction beyond what reading it already found. */
export function checkInstruction(text: string, instruction: Instruction, escape: "\\" | "`"): Fault[] {
  const faults = argumentFaults(instruction);
  const ignoresFlags = instruction.kind === "HEALTHCHECK" && instruction.isNone;
  const flags = ignoresFlags ? [] : instruction.flags;
  for (const fault of checkFlags(text, instruction.keyword, flags, escape)) faults.push(fault);
  for (const word of expandedWords(instruction)) {
    if (!/[$'"\\`]/.test(word.text)) continue;
    const { fault } = readVariables(text, word, escape);
    if (fault) faults.push(fault);
  }
  return faults;
}

function argumentFaults(instruction: Instruction): Fault[] {
  switch (instruction.kind) {
    case "FROM":
      return fromFaults(instruction);
    case "COPY":
    case "ADD":
      return copyFaults(instruction);
    case "ENV":
    case "LABEL":
    case "ARG":
      return pairsFaults(instruction);
    case "EXPOSE":
    case "VOLUME":
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
    case "MAINTAINER":
      return wordsFaults(instruction);
    case "SHELL":
      return shellFaults(instruction);
    case "HEALTHCHECK":
      return healthcheckFaults(instruction);
    case "ONBUILD":
      return onbuildFaults(instruction);
    case "unknown":
      return [unknownInstruction(instruction)];
    default:
      return [];
  }
}

function missing(instruction: Instruction, message: string): Fault {
  return { code: "missing-argument", span: instruction.keywordSpan, message };
}

function unknownInstruction(instruction: Instruction): Fault {
  const { keyword, keywordSpan } = instruction;
  if (keyword === "") return { code: "unknown-instruction", span: instruction.span, message: "An instruction was expected; only a line continuation stands here." };
  const guess = closestName(keyword, instructionNames);
  const message = `There is no instruction ${keyword}.${guess === undefined ? "" : ` Did you mean ${guess}?`}`;
  return { code: "unknown-instruction", span: keywordSpan, message };
}

function fromFaults({ image, as, name, extraWords, keywordSpan }: FromInstruction): Fault[] {
  if (image === undefined) return [{ code: "missing-argument", span: keywordSpan, message: "FROM needs an image or an earlier stage, or scratch." }];
  if (as !== undefined && name === undefined) return [{ code: "missing-argument", span: as.span, message: "A name for the stage must follow AS." }];
  if (extraWords !== undefined) {
    const span = spanOfAll(extraWords);
    const message = as === undefined
      ? "FROM takes an image, or an image with AS and a name; this does not belong there."
      : "Nothing may follow the name of the stage.";
    return [{ code: "too-many-arguments", span, message }];
  }
  if (name === undefined || /^[a-z][a-z0-9\-_.]*$/.test(name.text.toLowerCase())) return [];
  const message = `${name.text} is no name for a stage: a letter comes first, then letters, digits, and the characters - _ and a full stop.`;
  return [{ code: "invalid-stage-name", span: name.span, message }];
}

function spanOfAll(words: readonly Word[]): Span {
  return alongside(words[0]!.span, words[0]!.span.start, words.at(-1)!.span.end);
}

function copyFaults(instruction: CopyInstruction): Fault[] {
  const { keyword, sources, destination, json } = instruction;
  if (destination === undefined) {
    const what = sources.length === 0 ? "a source and a destination" : "a destination behind the source";
    return [missing(instruction, `${keyword} needs ${what}.`)];
  }
  if (parseOperator(destination.text) !== undefined) {
    return [{ code: "heredoc-as-destination", span: destination.span, message: `${keyword} needs a path behind the heredoc; a heredoc cannot be the destination.` }];
  }
  if (json || instruction.heredocs.length === 0) return [];
  const ends = new Map([...sources, destination].map(({ span }) => [span.start, span.end]));
  const message = `${keyword} splits its paths at blanks, so a heredoc's operator and delimiter must be written without any.`;
  return instruction.heredocs
    .filter(({ span }) => ends.get(span.start) !== span.end)
    .map(({ span }) => ({ code: "split-heredoc-operator", span, message }));
}

function pairsFaults(instruction: PairsInstruction): Fault[] {
  const { kind, pairs } = instruction;
  if (pairs.length > 0) return [];
  return [missing(instruction, kind === "ARG" ? "ARG needs a name." : `${kind} needs a pair: name=value.`)];
}

const wordsNeeded = {
  EXPOSE: "a port", VOLUME: "a path", USER: "a user", WORKDIR: "a path", STOPSIGNAL: "a signal", MAINTAINER: "a name",
} as const;

function wordsFaults(instruction: WordsInstruction): Fault[] {
  const { kind, words, json } = instruction;
  if (words.length === 0) return [missing(instruction, `${kind} needs ${wordsNeeded[kind]}.`)];
  if (kind !== "VOLUME" || json === undefined) return [];
  return json.items
    .filter(({ value }) => value.trim() === "")
    .map(({ span }) => ({ code: "empty-path", span, message: "A volume's path cannot be empty." }));
}

function shellFaults(instruction: CommandInstruction): Fault[] {
  const { command } = instruction;
  const example = 'SHELL ["/bin/bash", "-c"]';
  if (command === undefined) return [missing(instruction, `SHELL needs a program as a JSON array: ${example}.`)];
  if (command.exec === undefined) return [{ code: "shell-not-json", span: command.span, message: `SHELL must be a JSON array of strings, such as ${example}.` }];
  return command.exec.items.length > 0 ? [] : [{ code: "missing-argument", span: command.span, message: "SHELL needs at least the program in its array." }];
}

function healthcheckFaults(instruction: HealthcheckInstruction): Fault[] {
  const { type, isNone, command } = instruction;
  if (type === undefined) return [missing(instruction, "HEALTHCHECK needs CMD with a command, or NONE.")];
  if (isNone) {
    if (command === undefined) return [];
    return [{ code: "too-many-arguments", span: command.span, message: "Nothing may follow HEALTHCHECK NONE." }];
  }
  if (type.text.toUpperCase() !== "CMD") {
    return [{ code: "unknown-healthcheck-type", span: type.span, message: `HEALTHCHECK takes CMD or NONE, not ${type.text}. A command is written behind CMD.` }];
  }
  const isEmpty = command === undefined || command.exec?.items.length === 0;
  return isEmpty ? [{ code: "missing-argument", span: type.span, message: "A command must follow HEALTHCHECK CMD." }] : [];
}

function onbuildFaults(instruction: OnbuildInstruction): Fault[] {
  const { inner } = instruction;
  if (inner === undefined) return [missing(instruction, "ONBUILD needs an instruction.")];
  if (inner.keyword !== "ONBUILD" && inner.keyword !== "FROM" && inner.keyword !== "MAINTAINER") return [];
  return [{ code: "invalid-onbuild", span: inner.keywordSpan, message: `ONBUILD cannot hold ${inner.keyword}.` }];
}

/** The words in which the build replaces variables and takes quotes away, so that they must be well formed. */
function expandedWords(instruction: Instruction): readonly Word[] {
  const fromFlags = instruction.flags.flatMap(({ name, value }) =>
    value && (name === "platform" || name === "chown" || name === "chmod" || name === "checksum") ? [value] : []);
  switch (instruction.kind) {
    case "FROM":
      return instruction.image ? [instruction.image, ...fromFlags] : fromFlags;
    case "COPY":
    case "ADD":
      return [...fromFlags, ...pathsOf(instruction)];
    case "ENV":
    case "LABEL":
    case "ARG":
      return instruction.pairs.flatMap(({ key, value }) => (value ? [key, value] : [key]));
    case "EXPOSE":
    case "VOLUME":
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return instruction.words;
    default:
      return [];
  }
}
