import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("directives end at the first other line", () => {
  checkTree("# syntax=docker/dockerfile:1\n#ESCAPE = `\n# check=skip=all;error=true \n# note\n# check=skip=A\nFROM a\n", `
    directive syntax ‹syntax› ‹docker/dockerfile:1›
    directive escape ‹ESCAPE› ‹\`›
    directive check ‹check› ‹skip=all;error=true›
    FROM ‹a›
    comment ‹# note›
    comment ‹# check=skip=A›
  `);
});

test("an empty line ends directives", () => {
  checkTree(" \n# escape=`\nFROM a\n", `
    FROM ‹a›
    comment ‹# escape=\`›
  `);
});

test("an unknown directive is a comment and ends them", () => {
  checkTree("# sintax=x\n# escape=`\nFROM a\n", `
    FROM ‹a›
    comment ‹# sintax=x›
    comment ‹# escape=\`›
  `);
});

test("a directive may stand once", () => {
  checkTree(`
    # syntax=a
    # syntax=b
    FROM a
    `, `
    directive syntax ‹syntax› ‹a›
    directive syntax ‹syntax› ‹b›
    FROM ‹a›
    fault duplicate-directive ‹# syntax=b›
  `);
});

test("the escape character is a backslash or a backtick", () => {
  checkTree(`
    # escape=x
    FROM a
    `, `
    directive escape ‹escape› ‹x›
    FROM ‹a›
    fault invalid-escape-directive ‹x›
  `);
});

test("a byte order mark does not count", () => {
  checkTree("\ufeff# escape=`\nFROM a\n", `
    directive escape ‹escape› ‹\`›
    FROM ‹a›
  `);
});

test("behind a hashbang line only syntax and check are read", () => {
  checkTree("#!/usr/bin/env x\n# syntax=y\n# escape=`\nFROM a\\\nb\n", `
    directive syntax ‹syntax› ‹y›
    directive escape ‹escape› ‹\`›
    FROM ‹a\\⏎b›=‹ab›
    comment ‹#!/usr/bin/env x›
  `);
});

test("CRLF stays out of the value", () => {
  checkTree("# syntax=a\r\nFROM a\r\n", `
    directive syntax ‹syntax› ‹a›
    FROM ‹a›
  `);
});
