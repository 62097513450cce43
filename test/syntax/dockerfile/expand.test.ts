import assert from "node:assert/strict";
import { test } from "node:test";
import { expandWord } from "../../../server/src/syntax/dockerfile/words.ts";

const variables: Readonly<Record<string, string>> = {
  name: "value", empty: "", path: "/usr/local/bin", file: "a.tar.gz", star: "a*b", lines: "a\nb\nc", accents: "éaé",
};

/** One case a line: a word, `→` and what the build makes of it; `!` is a fault, `(empty)` nothing and `(a, b)` names that are not set. */
function checkExpansions(table: string, escape: "\\" | "`" = "\\"): void {
  const cases = table.trim().split("\n").map((line) => line.trim());
  const results = cases.map((line) => {
    const word = line.slice(0, line.lastIndexOf("→")).trim();
    const { value, unresolved, fault } = expandWord(word, (name) => variables[name], escape);
    const shown = value === "" && unresolved.length === 0 ? "(empty)" : value.replaceAll("\n", "⏎");
    const result = fault ? `! ${fault.message}` : shown;
    return `${line.slice(0, line.lastIndexOf("→"))}→ ${result}${unresolved.length > 0 && !fault ? ` (${unresolved.join(", ")})` : ""}`.trim();
  });
  assert.deepEqual(results, cases);
}

test("quotes and escapes are taken away", () => {
  checkExpansions(String.raw`
    plain            → plain
    'a b'"c d"e\ f   → a bc de f
    '\$name'         → \$name
    "\$name \a \\ \""→ $name \a \ "
    "it's"           → it's
    a\               → a
    "a               → ! The double quote is never closed.
    a'b              → ! The single quote is never closed.
  `);
});

test("the other escape character", () => {
  checkExpansions("C:\\a`$name  → C:\\a$name\n\"`\"`a\"      → \"`a", "`");
});

test("defaults and alternatives", () => {
  checkExpansions(`
    $name-\${name}    → value-value
    $nothing.        → . (nothing)
    \${nothing:-x}    → x (nothing)
    \${empty:-x}      → x
    \${empty-x}       → (empty)
    \${name:+x}       → x
    \${empty:+x}      → (empty)
    \${empty+x}       → x
    \${a:-\${b:-$name}}→ value (b, a)
    \${a:-"b c"}      → b c (a)
    \${name:?x}       → value
    \${empty:?why}    → ! empty: why
    \${a?}            → ! a: is not allowed to be unset
    $1$@$$           →  (1, @, $)
  `);
});

test("patterns", () => {
  checkExpansions(String.raw`
    ${"$"}{path#*/}       → usr/local/bin
    ${"$"}{path##*/}      → bin
    ${"$"}{path%/*}       → /usr/local
    ${"$"}{path%%/*}      → (empty)
    ${"$"}{file%.*}       → a.tar
    ${"$"}{file%%.*}      → a
    ${"$"}{file#?}        → .tar.gz
    ${"$"}{file#b}        → a.tar.gz
    ${"$"}{path/l*l/X}    → /usr/X/bin
    ${"$"}{path//\//:}    → :usr:local:bin
    ${"$"}{file//./}      → atargz
    ${"$"}{star/\*/-}     → a-b
    ${"$"}{star#a'*'}     → *b
    ${"$"}{lines#*b}      → a⏎b⏎c
    ${"$"}{lines%c}       → a⏎b⏎
    ${"$"}{accents/?/x}   → xaé
    ${"$"}{name//a/[$0]}  → v[]lue (0)
    ${"$"}{name//a/[\$0]} → v[\a]lue
    ${"$"}{nothing/a/b}   →  (nothing)
    ${"$"}{name#\a}       → ! The pattern ${"`"}\a${"`"} escapes a character that needs no escape.
  `);
});

test("what cannot be read", () => {
  checkExpansions(`
    \${name           → ! The substitution is not finished: \`}\` is missing.
    \${name:-x        → ! The substitution is not finished: \`}\` is missing.
    \${name/a}        → ! The substitution is not finished: \`/\` is missing.
    \${}              → ! A variable name was expected behind \`\${\`.
    \${name:=x}       → ! \`:=\` is no operator of a substitution; expected \`:-\`, \`:+\` or \`:?\`.
    \${name!}         → ! \`!\` cannot stand behind the variable's name; expected \`}\` or an operator.
  `);
});

test("very deep nesting is refused instead of exhausting the stack", () => {
  const { fault } = expandWord("${a:-".repeat(100_000), () => undefined, "\\");
  assert.equal(fault?.code, "bad-substitution");
});
