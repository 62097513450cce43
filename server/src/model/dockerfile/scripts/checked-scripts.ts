import { AttachedMap } from "../../../base/attached-map.ts";
import { MappedText, type TextPart } from "../../../base/mapped-text.ts";
import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { isPredefinedArg } from "../../../data/predefined-args.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { instructionSource } from "../../../syntax/shell/source.ts";
import type { ShellScript } from "../../../syntax/shell/tree.ts";
import { isPlainScript } from "../../shell/plain-scripts.ts";
import { type CheckedDialect, shellcheckDialect } from "../../shell/shellcheck-dialect.ts";
import { type ShellInput, shellInputOf } from "../../shell/shell-input.ts";
import { baseFacts } from "../images/base-facts.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { scopeBefore } from "../variables/scope.ts";
import { type ScriptInstruction, scriptOf } from "./scripts.ts";
import { shellArgvAt } from "./shell.ts";

/** A script as the shell receives it, to be read by ShellCheck. */
export interface CheckedScript extends CheckedDialect {
  /** In front of it stand the declarations of variables that the build sets. */
  readonly script: MappedText;
  /** Where it stands in the Dockerfile. */
  readonly span: Span;
  /** Whether variables may be set by stages elsewhere that inherit this ONBUILD. */
  readonly isTrigger: boolean;
}

/** Longer scripts are not checked: ShellCheck takes seconds for them, and they are made by programs. */
const longestScript = 20 * 1024;

/** The scripts of all instructions in shell form of which ShellCheck may have something to say, in order. */
export const checkedScripts: (dockerfile: Dockerfile) => readonly CheckedScript[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.tree.instructions.flatMap((instruction) => {
    const inner = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
    const stage = dockerfile.stageOf(instruction);
    return (inner && isScriptInstruction(inner) && checkedScript(dockerfile, stage, inner, instruction)) || [];
  }));

function isScriptInstruction(instruction: Instruction): instruction is ScriptInstruction {
  return instruction.kind === "RUN" || instruction.kind === "CMD" || instruction.kind === "ENTRYPOINT" || instruction.kind === "HEALTHCHECK";
}

/** Whether a script is plain; judged once, however many edits leave it alone. */
const plain = new AttachedMap<ShellScript, boolean>();

/** `outer` is the ONBUILD around the instruction, or the instruction itself. */
function checkedScript(dockerfile: Dockerfile, stage: Stage | undefined, instruction: ScriptInstruction, outer: Instruction): CheckedScript | undefined {
  const { script } = scriptOf(dockerfile, instruction);
  if (script && plain.get(script) === true) return undefined;
  const { text, tree } = dockerfile;
  const input = shellInputOf(text, instruction, tree.escape, stage ? shellArgvAt(stage, outer) : ["/bin/sh", "-c"]);
  if (!input || input.span.end - input.span.start > longestScript) return undefined;
  const dialect = shellcheckDialect(input.shellArgv, stage ? baseFacts(stage).distribution : "unknown");
  if (!dialect) return undefined;
  const { lead, rest } = input.isHeredocBody ? heredocParts(text, input.span) : { lead: [], rest: shellFormParts(text, instruction, input, tree.escape) };
  if (script && isPlain(script, [...lead, ...rest])) return undefined;
  const declared = declaration(text.slice(input.span.start, input.span.end), stage, outer);
  return { ...dialect, script: new MappedText([...lead, declared, ...rest]), span: input.span, isTrigger: outer !== instruction };
}

function isPlain(script: ShellScript, parts: readonly TextPart[]): boolean {
  let known = plain.get(script);
  if (known === undefined) {
    known = isPlainScript(parts.map(({ text }) => text).join(""), script);
    plain.set(script, known);
  }
  return known;
}

/** The lines as BuildKit joins them; what follows the command are the bodies of heredocs. */
function shellFormParts(text: string, instruction: ScriptInstruction, input: ShellInput, escape: string): TextPart[] {
  const { original, place, joins } = instructionSource(text, instruction.command!.span, escape, input.span.end);
  const { start } = place;
  const parts: TextPart[] = [];
  let position = 0;
  for (const join of joins) {
    parts.push(...withoutCarriageReturns(original.slice(position, join.start), start + position));
    position = join.end;
  }
  return [...parts, ...withoutCarriageReturns(original.slice(position), start + position)];
}

/** Comments that lead a script hold for all of it, so what is added must stand between them and the rest. */
function heredocParts(text: string, span: Span): { readonly lead: TextPart[]; readonly rest: TextPart[] } {
  const body = text.slice(span.start, span.end);
  const shebang = /^#![^\n]*\n?/.exec(body)?.[0].length ?? 0;
  const length = shebang + /^(?:[ \t\r]*(?:#[^\n]*)?\n)*/.exec(body.slice(shebang))![0].length;
  return {
    lead: withoutCarriageReturns(body.slice(shebang, length), span.start + shebang),
    rest: withoutCarriageReturns(body.slice(length), span.start + length),
  };
}

function withoutCarriageReturns(text: string, source: number): TextPart[] {
  const parts: TextPart[] = [];
  let position = 0;
  for (let at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
    parts.push({ text: text.slice(position, at), source: source + position });
    position = at + 1;
  }
  return [...parts, { text: text.slice(position), source: source + position }];
}

/** Says that the variables of the build which the script mentions are set and exported, to something that nobody knows. */
function declaration(script: string, stage: Stage | undefined, instruction: Instruction): TextPart {
  const mentioned = [...new Set(script.match(/[A-Za-z_]\w*/g))];
  const scope = stage && scopeBefore(stage, instruction);
  const names = mentioned.filter((name) => scope?.find(name) !== undefined || isPredefinedArg(name)).sort();
  return { text: names.length === 0 ? "" : `export ${names.map((name) => `${name}="\${${name}:?}"`).join(" ")}\n`, source: undefined };
}
