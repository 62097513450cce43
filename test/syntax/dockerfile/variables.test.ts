import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import type { Instruction, Word } from "../../../server/src/syntax/dockerfile/tree.ts";
import { heredocVariables, readVariables, variablesOf } from "../../../server/src/syntax/dockerfile/words.ts";
import type { VariableReference } from "../../../server/src/syntax/dockerfile/words.ts";
import { readMarks, writeMarks } from "../../harness/carets.ts";
import { outdent } from "./check-tree.ts";

/** The variables in the words of all instructions are exactly the marks, `name operator argument` each. */
function checkVariables(source: string): void {
  const marked = outdent(source);
  const { text } = readMarks(marked);
  const tree = parseDockerfile(text);
  const found = tree.instructions.flatMap((instruction) => [
    ...wordsOf(instruction).flatMap((word) => variablesOf(text, word, tree.escape)),
    ...instruction.heredocs.flatMap((heredoc) => heredocVariables(text, heredoc).references),
  ]);
  assert.equal(writeMarks(text, found.map((one) => ({ start: one.span.start, end: one.span.end, message: describe(text, one) }))), marked);
}

function describe(text: string, { nameSpan, name, operator, argumentSpan }: VariableReference): string {
  const argument = argumentSpan ? `[${text.slice(argumentSpan.start, argumentSpan.end)}]` : "";
  assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
  return [name, operator ?? "", argument].filter(Boolean).join(" ");
}

function wordsOf(instruction: Instruction): readonly Word[] {
  const flags = instruction.flags.flatMap(({ value }) => (value ? [value] : []));
  switch (instruction.kind) {
    case "FROM":
      return instruction.image ? [...flags, instruction.image] : flags;
    case "COPY":
    case "ADD":
      return [...flags, ...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])];
    case "ENV":
    case "LABEL":
    case "ARG":
      return instruction.pairs.flatMap(({ key, value }) => (value ? [key, value] : [key]));
    case "USER":
    case "WORKDIR":
    case "EXPOSE":
      return instruction.words;
    default:
      return flags;
  }
}

test("plain and braced references", () => {
  checkVariables(`
    FROM --platform=$BUILDPLATFORM $REG/app:\${TAG}-x
                    ^^^^^^^^^^^^^^ BUILDPLATFORM
                                   ^^^^ REG
                                            ^^^^^^ TAG
    USER $UID:$1x$é
         ^^^^ UID
              ^^ 1
                 ^^ é
    EXPOSE $ $. a$
  `);
});

test("operators and what they take", () => {
  checkVariables(`
    FROM a
    ARG A=\${B:-c} D=\${E-}
          ^^^^^^^ B :- [c]
                    ^^^^^ E - []
    ARG A="\${B:?must be set}" C=\${D?} E=\${F+x}
           ^^^^^^^^^^^^^^^^^ B :? [must be set]
                                ^^^^^ D ? []
                                        ^^^^^^ F + [x]
    ARG A=\${B#*/} C=\${D##*/} E=\${F%.*} G=\${H%%.*} I=\${J/a/b} K=\${L//a/b}
          ^^^^^^^ B # [*/]
                    ^^^^^^^^ D ## [*/]
                               ^^^^^^^ F % [.*]
                                         ^^^^^^^^ H %% [.*]
                                                    ^^^^^^^^ J / [a/b]
                                                               ^^^^^^^^^ L // [a/b]
  `);
});

test("nested references come after the one that holds them", () => {
  checkVariables(`
    FROM \${A:-\${B:-$C}x}
         ^^^^^^^^^^^^^^^ A :- [\${B:-$C}x]
              ^^^^^^^^ B :- [$C]
                   ^^ C
  `);
});

test("single quotes and escapes keep a dollar sign, double quotes do not", () => {
  checkVariables(`
    FROM a
    ENV A='$B' C="$D" E=\\$F G="\\$H" I="'$J'" K='"'$L'"'
                  ^^ D
                                        ^^ J
                                                  ^^ L
  `);
});

test("the escape directive decides which character escapes", () => {
  checkVariables(`
    # escape=\`
    FROM a
    ENV A=\`$B C=\\$D
                 ^^ D
  `);
});

test("references behind and across line continuations", () => {
  checkVariables(`
    FROM a
    ENV A="b \\
      # $X
      $C \${D:-e}" \\
      ^^ C
         ^^^^^^^ D :- [e]
        F=$G
          ^^ G
  `);
});

test("a name across a line continuation", () => {
  const text = "FROM a\nENV A=$B\\\nC\n";
  const tree = parseDockerfile(text);
  const env = tree.instructions[1]!;
  assert.ok(env.kind === "ENV");
  const [reference] = variablesOf(text, env.pairs[0]!.value!, "\\");
  assert.equal(reference?.name, "BC");
  assert.equal(text.slice(reference.span.start, reference.span.end), "$B\\\nC");
});

test("strings of a JSON array", () => {
  checkVariables(`
    FROM a
    COPY ["$A", "b\\u0041\\n$C", "$D/"]
           ^^ A
                          ^^ C
                                ^^ D
  `);
});

test("bodies of heredocs", () => {
  checkVariables(`
    FROM a
    COPY <<A <<"B" /x/
    it's "$C" and '\${D}' and \\$E
          ^^ C
                   ^^^^ D
    A
    $F
    B
  `);
});

test("a reference in front of a fault is found", () => {
  const text = "FROM $A${B\n";
  const { references, fault } = readVariables(text, { start: 5, end: 10 }, "\\");
  assert.deepEqual(references.map(({ name }) => name), ["A"]);
  assert.equal(fault?.code, "unfinished-substitution");
});
