import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("a continuation joins lines without a blank", () => {
  checkTree(String.raw`
    FROM al\
    pine
    `, String.raw`
    FROM ‹al\⏎pine›=‹alpine›
  `);
});

test("blanks may follow the escape character", () => {
  checkTree("FROM a\\ \t\nb\n", String.raw`
    FROM ‹a\ ⇥⏎b›=‹ab›
  `);
});

test("CRLF continues as well", () => {
  checkTree("FROM \\\r\n a\r\n", `
    FROM ‹a›
  `);
});

test("two escape characters do not continue", () => {
  checkTree(String.raw`
    FROM a
    RUN x \\
    RUN y
    `, String.raw`
    FROM ‹a›
    RUN shell ‹x \\›
    RUN shell ‹y›
  `);
});

test("a backtick continues by directive only", () => {
  checkTree("# escape=`\nFROM a `\n  AS b\nCOPY x c:\\\nRUN `\n y\n", `
    directive escape ‹escape› ‹\`›
    FROM ‹a› as‹AS› ‹b›
    COPY ‹x› to‹c:\\›
    RUN shell ‹y›
  `);
});

test("comments and empty lines between continued lines vanish", () => {
  checkTree("FROM a\nRUN x && \\\n# one\n\n  \t# two\n   \n  y\n# three\n", String.raw`
    FROM ‹a›
    RUN shell ‹x && \⏎# one⏎⏎  ⇥# two⏎   ⏎  y›
    comment ‹# one› inside
    comment ‹# two› inside
    comment ‹# three›
  `);
});

test("a comment line that ends in an escape character is a comment", () => {
  checkTree(String.raw`
    FROM a
    RUN x \
     # c \
     y
    RUN z
    `, String.raw`
    FROM ‹a›
    RUN shell ‹x \⏎ # c \⏎ y›
    RUN shell ‹z›
    comment ‹# c \› inside
  `);
});

test("a hash inside a line is no comment", () => {
  checkTree(`
    FROM a # b
    `, `
    FROM ‹a› extra‹#› extra‹b›
    fault too-many-arguments ‹# b›
  `);
});

test("the file ends in a continuation", () => {
  checkTree(String.raw`
    FROM a
    RUN x \
    `, `
    FROM ‹a›
    RUN shell ‹x›
  `);
});

test("the file ends without a line break", () => {
  checkTree("FROM a\nRUN x", `
    FROM ‹a›
    RUN shell ‹x›
  `);
});

test("a keyword may be split, and lower case", () => {
  checkTree(String.raw`
    from a
    ru\
    n x
    `, `
    FROM ‹a›
    RUN shell ‹x›
  `);
});

test("a line of only an escape character begins the next line", () => {
  checkTree(String.raw`
    FROM a
    \
    RUN x
    `, `
    FROM ‹a›
    RUN shell ‹x›
  `);
});

test("only an escape character", () => {
  checkTree(String.raw`
    FROM a
    \
    `, String.raw`
    FROM ‹a›
    (nothing) unknown
    fault unknown-instruction ‹\›
  `);
});

test("blanks of other kinds", () => {
  checkTree("\u00a0 FROM\ta\u000b\n", `
    FROM ‹a›
  `);
});

test("a lone CR ends no line", () => {
  checkTree("FROM a\rb\n", `
    FROM ‹a› extra‹b›
    fault too-many-arguments ‹b›
  `);
});
