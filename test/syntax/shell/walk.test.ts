import assert from "node:assert/strict";
import { test } from "node:test";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import { commandsOf, type CommandUse } from "../../../server/src/syntax/shell/walk.ts";

/** One line for each command, in the order of execution: its text, what stands around it, and its context. */
function checkUses(text: string, expected: string): void {
  const actual = commandsOf(parseShell(text)).map((use) => describe(text, use)).join("\n");
  assert.equal(actual, expected.replace(/^\n|\n *$/g, "").replace(/^ {4}/gm, ""));
}

function describe(text: string, use: CommandUse): string {
  const { command, scope, pipeline } = use;
  const notes = [
    scope.kind === "script" ? "" : scope.kind,
    scope.functionName === undefined ? "" : `of ${scope.functionName}`,
    scope.isSubshell ? "in subshell" : "",
    scope.isConditional ? "conditional" : "",
    pipeline.commands.length > 1 ? `pipe ${use.pipelineIndex + 1}/${pipeline.commands.length}` : "",
    use.isBackground ? "background" : "",
    use.isCondition ? "condition" : "",
    use.isFailureIgnored ? "ignored" : "",
  ].filter((note) => note !== "");
  const around = `${use.before?.operator ?? "·"} ${use.after?.operator.replace("\n", "⏎") ?? "·"}`;
  return `${around} ${text.slice(command.span.start, command.span.end)}${notes.length === 0 ? "" : `  (${notes.join(", ")})`}`;
}

test("lists", () => {
  checkUses("a && b || c; d\ne &", `
    · && a
    && || b
    || ; c
    · ⏎ d
    · & e  (background)
    `);
});

test("failures that are ignored", () => {
  checkUses("a && b || true; c || exit 1; ! d; e || echo no && f; (g; h) || :; { i; } || exit 0", `
    · && a  (ignored)
    && || b  (ignored)
    || ; true
    · || c
    || ; exit 1
    · ; d  (ignored)
    · || e  (ignored)
    || && echo no
    && ; f
    · ; g  (subshell, in subshell, ignored)
    · · h  (subshell, in subshell, ignored)
    || ; :
    · ; i  (group, ignored)
    || · exit 0
    `);
});

test("pipelines", () => {
  checkUses("a | b | c", `
    · · a  (pipe 1/3)
    · · b  (pipe 2/3)
    · · c  (pipe 3/3)
    `);
});

test("substitutions run before the command that uses them", () => {
  checkUses('x="$(a $(b))" c "${D:-$(e)}" > $(f)', `
    · · b  (substitution, in subshell)
    · · a $(b)  (substitution, in subshell)
    · · e  (substitution, in subshell)
    · · f  (substitution, in subshell)
    · · x="$(a $(b))" c "\${D:-$(e)}" > $(f)
    `);
});

test("conditions, branches and loops", () => {
  checkUses("if a; then b; elif c; then d; else e; fi; while f; do g; done; for x in $(h); do i; done; case $(j) in k) l;; esac", `
    · ; a  (branch, condition)
    · ; b  (branch, conditional)
    · ; c  (branch, conditional, condition)
    · ; d  (branch, conditional)
    · ; e  (branch, conditional)
    · ; f  (loop, condition)
    · ; g  (loop, conditional)
    · · h  (substitution, in subshell)
    · ; i  (loop, conditional)
    · · j  (substitution, in subshell)
    · · l  (branch, conditional)
    `);
});

test("functions and background groups", () => {
  checkUses("f() { a && b; }; { c; d; } & wait; e | while read x; do g; done", `
    · && a  (function, of f, conditional)
    && ; b  (function, of f, conditional)
    · ; c  (group, in subshell, background)
    · ; d  (group, in subshell, background)
    · ; wait
    · · e  (pipe 1/2)
    · ; read x  (loop, in subshell, condition)
    · ; g  (loop, in subshell, conditional)
    `);
});

test("unquoted here-documents hold commands, quoted ones do not", () => {
  checkUses("cat <<A\n$(x)\nA\ncat <<'A'\n$(y)\nA\n", `
    · · x  (substitution, in subshell)
    · ⏎ cat <<A
    · ⏎ cat <<'A'
    `);
});
