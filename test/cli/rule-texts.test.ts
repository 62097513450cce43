// The bundle keeps what is said of rules apart from their checks: nothing may get lost or mixed up between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { listRules } from "../../server/src/cli/rules-command.ts";
import { runCli, writeProject } from "./run-cli.ts";

/** What the sources say. */
function listed(asJson: boolean): string {
  let text = "";
  listRules(asJson, { out: (more) => (text += more), error: assert.fail, useColor: false });
  return text;
}

test("the bundle says of every rule what its source says", (t) => {
  const cwd = writeProject(t, {});
  assert.equal(runCli(["lint", "--list-rules", "--format", "json"], { cwd }).stdout, listed(true));
  assert.equal(runCli(["lint", "--list-rules"], { cwd }).stdout, listed(false));
});

test("formats and pages say it too", (t) => {
  const cwd = writeProject(t, { Dockerfile: "FROM debian:latest\n" });
  const summary = "A base image is taken by the tag latest";
  assert.match(runCli(["lint", "--format", "sarif", "Dockerfile"], { cwd }).stdout, new RegExp(`"text": "${summary}`));
  assert.match(runCli(["lint", "--explain", "DL3007"], { cwd }).stdout, new RegExp(`^NoLatestTag \\(\\w+, reproducibility\\)\n\n${summary}`));
});
