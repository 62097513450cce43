import assert from "node:assert/strict";
import { test } from "node:test";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";

/** For each command the options in force before it. */
function checkOptions(text: string, expected: string, shell: readonly string[] = ["/bin/sh", "-c"]): void {
  const facts = shellFacts(parseShell(text), { shell });
  const actual = facts.commands.map((use) => {
    const options = facts.optionsBefore(use);
    const names = Object.entries(options).flatMap(([name, isOn]) => (isOn ? [name] : []));
    return `${text.slice(use.command.span.start, use.command.span.end)}: ${names.join(" ") || "none"}`;
  });
  assert.equal(actual.join("\n"), expected.trim().replace(/^ +/gm, ""));
}

/** For each command the directory before it. */
function checkDirectories(text: string, expected: string, surroundings: { directory?: string } = { directory: "/app" }): void {
  const facts = shellFacts(parseShell(text), surroundings);
  const actual = facts.commands.map((use) => `${text.slice(use.command.span.start, use.command.span.end)}: ${facts.directoryBefore(use) ?? "?"}`);
  assert.equal(actual.join("\n"), expected.trim().replace(/^ +/gm, ""));
}

function checkChanges(text: string, expected: string, directory: string | undefined = "/app"): void {
  const { directoryChanges } = shellFacts(parseShell(text), { directory });
  assert.equal(directoryChanges.map(({ target, path }) => `${target?.unquoted ?? "—"} → ${path ?? "?"}`).join("; "), expected);
}

function checkJobs(text: string, expected: string): void {
  const { backgroundJobs } = shellFacts(parseShell(text));
  const actual = backgroundJobs.map(({ uses, isAwaited }) => `${uses.map(({ command }) => command.name?.unquoted).join(" ")}${isAwaited ? " (awaited)" : ""}`);
  assert.equal(actual.join("; "), expected);
}

test("set and its inverse", () => {
  checkOptions("a; set -eux; b; set +x -o pipefail; c; set +e; d", `
    a: none
    set -eux: none
    b: errexit nounset xtrace
    set +x -o pipefail: errexit nounset xtrace
    c: errexit pipefail nounset
    set +e: errexit pipefail nounset
    d: pipefail nounset
  `);
  checkOptions("set -euo pipefail; a | b; set -- -x; c", `
    set -euo pipefail: none
    a: errexit pipefail nounset
    b: errexit pipefail nounset
    set -- -x: errexit pipefail nounset
    c: errexit pipefail nounset
  `);
});

test("options of the SHELL", () => {
  checkOptions("a", "a: errexit pipefail", ["/bin/bash", "-o", "pipefail", "-ec"]);
  checkOptions("a", "a: errexit pipefail nounset xtrace", ["/bin/bash", "-euxo", "pipefail", "-c"]);
});

test("options set in a subshell end with it", () => {
  checkOptions("(set -e; a; (b)); c; $(d)", `
    set -e: none
    a: errexit
    b: errexit
    c: none
    d: none
    $(d): none
  `);
});

test("cd", () => {
  checkDirectories("a; cd /usr/src && b; cd ../x/./y; c; cd -; d; cd \"$Z\"; e; cd f; g; cd /h; i; cd", `
    a: /app
    cd /usr/src: /app
    b: /usr/src
    cd ../x/./y: /usr/src
    c: /usr/x/y
    cd -: /usr/x/y
    d: /usr/src
    cd "$Z": /usr/src
    e: ?
    cd f: ?
    g: ?
    cd /h: ?
    i: /h
    cd: /h
  `);
});

test("directories in subshells, functions and on the stack", () => {
  checkDirectories("(cd /x; a); b; pushd /y; c; popd; d; f() { cd /z; e; }; g; cd /q | h; i", `
    cd /x: /app
    a: /x
    b: /app
    pushd /y: /app
    c: /y
    popd: /y
    d: /app
    cd /z: /app
    e: /z
    g: /app
    cd /q: /app
    h: /app
    i: /app
  `);
  checkDirectories("cd sub; a", "cd sub: ?\na: ?", {});
});

test("changes of directory", () => {
  checkChanges("cd /a/b; cd c; (cd -P ..); pushd $D; cd", "/a/b → /a/b; c → /a/b/c; .. → /a/b; $D → ?; — → ?");
});

test("background jobs", () => {
  checkJobs("a & b; c && d & wait; e | f &", "a (awaited); c d (awaited); e f");
  checkJobs("mysqld & sleep 5; kill %1", "mysqld");
  checkJobs("{ a; b; } & wait $!", "");
});
