import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("an empty file", () => {
  checkTree("", `
    fault missing-from ‹›
  `);
});

test("only comments", () => {
  checkTree(`
    # a

    `, `
    comment ‹# a›
    fault missing-from ‹›
  `);
});

test("no FROM", () => {
  checkTree(`
    ARG a
    RUN x
    `, `
    ARG ‹a›
    RUN shell ‹x›
    fault missing-from ‹ARG›
  `);
});

test("an instruction in front of FROM", () => {
  checkTree(`
    ARG a
    RUN x
    ENV b=c
    FROM a
    `, `
    ARG ‹a›
    RUN shell ‹x›
    ENV ‹b›=‹c›
    FROM ‹a›
    fault instruction-before-from ‹RUN›
  `);
});
