import assert from "node:assert/strict";
import { test } from "node:test";
import { shebangArgv, shellKind } from "../../../server/src/syntax/shell/dialect.ts";

function checkKinds(lines: string): void {
  const rows = lines.trim().split("\n").map((line) => line.trim());
  const actual = rows.map((row) => {
    const argv = row.split(" → ")[0]!.split(" ").filter((word) => word !== "");
    return `${argv.join(" ")} → ${shellKind(argv)}`;
  });
  assert.equal(actual.join("\n"), rows.join("\n"));
}

test("the shell that SHELL names", () => {
  checkKinds(String.raw`
    /bin/sh -c → sh
    /bin/ash -eo pipefail -c → sh
    busybox sh -c → sh
    /bin/bash -o pipefail -c → bash
    /usr/bin/env -S bash -e → bash
    /usr/bin/env bash → bash
    zsh -c → bash
    powershell -Command → powershell
    C:\Windows\System32\WindowsPowerShell\v1.0\PowerShell.EXE -Command → powershell
    pwsh -c → powershell
    cmd /S /C → cmd
    C:\windows\system32\cmd.exe /S /C → cmd
    python3 -c → other
    /usr/bin/env FOO=1 python3 → other
  `);
});

test("the interpreter of a script", () => {
  assert.deepEqual(shebangArgv("#!/usr/bin/env bash\r\nset -e"), ["/usr/bin/env", "bash"]);
  assert.deepEqual(shebangArgv("#! /bin/sh -e"), ["/bin/sh", "-e"]);
  assert.equal(shebangArgv("echo"), undefined);
  assert.equal(shellKind([]), "other");
});
