import assert from "node:assert/strict";
import { test } from "node:test";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import type { ShellWord, WordPart } from "../../../server/src/syntax/shell/tree.ts";
import { commandsOf, shellFaults } from "../../../server/src/syntax/shell/walk.ts";
import { readCarets, writeCarets, type Mark } from "./carets.ts";

/** The parts of the words of all commands, as lines of carets under the text. */
function checkParts(marked: string): void {
  const { text } = readCarets(marked);
  const marks = commandsOf(parseShell(text)).flatMap(({ command }) => command.arguments.flatMap((word) => word.parts.flatMap(partMarks)));
  assert.equal(writeCarets(text, marks), marked);
}

function partMarks(part: WordPart): Mark[] {
  if (part.kind === "double-quoted") return [{ span: part.span, label: part.kind }, ...part.parts.flatMap(partMarks)];
  if (part.kind === "parameter") {
    const operand = part.operand === undefined ? "" : ` ${part.operand.unquoted}`;
    return [{ span: part.span, label: `${part.kind} ${part.name}${part.operator === undefined ? "" : ` ${part.operator}`}${operand}` }];
  }
  if (part.kind === "command" || part.kind === "process") {
    return [{ span: part.span, label: `${part.kind} ${part.script.statements.length}` }];
  }
  return [{ span: part.span, label: "value" in part ? `${part.kind} ${part.value}` : part.kind }];
}

function checkUnquoted(text: string, expected: string): void {
  const words = commandsOf(parseShell(text)).flatMap(({ command }) => command.arguments);
  assert.equal(words.map(describe).join("\n"), expected.trim().replace(/^ +/gm, ""));
}

function describe(word: ShellWord): string {
  return `${word.value === undefined ? "open" : "known"}${word.hasExpansion ? " expands" : ""}: ${word.unquoted}`;
}

test("literal and quoted parts", () => {
  checkParts(`echo lib'x y'"z"
     ^^^ literal lib
        ^^^^^ single-quoted x y
             ^^^ double-quoted
              ^ literal z`);
});

test("parameters with their operators", () => {
  checkParts(`echo $A \${B} \${C:-d e} \${#D} \${E//a/b} "\${F%%.*}" $1 $@
     ^^ parameter A
        ^^^^ parameter B
             ^^^^^^^^^ parameter C :- d e
                       ^^^^^ parameter D length
                             ^^^^^^^^^ parameter E // b
                                       ^^^^^^^^^^ double-quoted
                                        ^^^^^^^^ parameter F %% .*
                                                  ^^ parameter 1
                                                     ^^ parameter @`);
});

test("substitutions, arithmetic, globs and braces", () => {
  checkParts(`x $((1+2)) a*.?[ab] {a,b} f[x]
  ^^^^^^^^ arithmetic
           ^ literal a
            ^ glob *
             ^ literal .
              ^ glob ?
               ^^^^ glob [ab]
                    ^^^^^ brace {a,b}
                          ^ literal f
                           ^^^ glob [x]`);
});

test("what a command receives when nothing is expanded", () => {
  checkUnquoted(
    `pip install 'uvicorn[standard]' uvicorn[standard] "nginx=\${V}-1" $P php-{cli,fpm} \\$x "a\\"b" ~/x $'a\\tb' "" "\\$HOME"`,
    `known: install
    known: uvicorn[standard]
    open: uvicorn[standard]
    open expands: nginx=\${V}-1
    open expands: $P
    open expands: php-{cli,fpm}
    known: $x
    known: a"b
    known: ~/x
    known: a\tb
    known: 
    known: $HOME`,
  );
});

test("the script of a substitution has spans in the same text", () => {
  const source = 'x "$(dpkg --print-architecture | sed `cat y`)" <(z)';
  const marks = commandsOf(parseShell(source)).map(({ command }) => ({ span: command.span, label: command.name?.text ?? "" }));
  assert.equal(
    writeCarets(source, marks),
    `x "$(dpkg --print-architecture | sed \`cat y\`)" <(z)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ x
     ^^^^^^^^^^^^^^^^^^^^^^^^^ dpkg
                                 ^^^^^^^^^^^ sed
                                      ^^^^^ cat
                                                 ^ z`,
  );
});

test("escaped backticks do not map to the text: their commands have the span of the whole", () => {
  const source = "x `echo \\`inner one\\``";
  const marks = commandsOf(parseShell(source)).map(({ command }) => ({ span: command.span, label: [command.name, ...command.arguments].map((word) => word?.text).join(" ") }));
  assert.equal(
    writeCarets(source, marks),
    `x \`echo \\\`inner one\\\`\`
^^^^^^^^^^^^^^^^^^^^^^ x \`echo \\\`inner one\\\`\`
  ^^^^^^^^^^^^^^^^^^^^ inner one
  ^^^^^^^^^^^^^^^^^^^^ echo \`inner one\``,
  );
});

test("faults within substitutions are found", () => {
  const source = 'a "$(b && )" && c';
  const marks = shellFaults(parseShell(source)).map((fault) => ({ span: fault.span, label: fault.message }));
  assert.equal(
    writeCarets(source, marks),
    `a "$(b && )" && c
       ^^ Expected command after '&&'.`,
  );
});
