import { rootBase, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { isOfficialImage } from "../../../model/dockerfile/images/image-reference.ts";
import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { mentionedIn } from "../../../model/dockerfile/stages/mentions.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "RailsPrecompileDummyKey",
  aliases: [],
  language: "dockerfile",
  mentions: ["precompile"],
  category: "correctness",
  severity: "hint",
  summary: "Rails compiles its assets in production mode without a secret key base, not even a dummy.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        const task = invocation.words.find(({ unquoted }) => unquoted === "assets:precompile");
        if (!task || !/^(?:rails|rake|bundle|ruby)$/.test(invocation.name) || !isProduction(step, invocation) || hasKey(step, invocation)) continue;
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && invocation.command && invocation.wrappers.length === 0 ? suggestion("Set SECRET_KEY_BASE_DUMMY=1 for it", insertBefore(program, "SECRET_KEY_BASE_DUMMY=1 ")) : undefined;
        report(task, "In production Rails asks for a secret key base here; SECRET_KEY_BASE_DUMMY=1 gives it one for this command.", fix);
      }
    }
  },
});

function isProduction({ stage, run }: RunStep, invocation: Invocation): boolean {
  const own = assigned(invocation).get("RAILS_ENV") ?? assigned(invocation).get("RACK_ENV");
  return (own ?? stageVariable(stage, "RAILS_ENV", run.span.start) ?? stageVariable(stage, "RACK_ENV", run.span.start)) === "production";
}

/** A key, or a file that may set one. */
const mentionsKey = mentionedIn(/SECRET_KEY_BASE|RAILS_MASTER_KEY|master\.key|SECRET_TOKEN|secrets\.yml|(?:\bsource|[\s;&]\.)[ \t]+\S*(?:env|sh)\b|dotenv/);

function hasKey({ stage, run, mounts }: RunStep, invocation: Invocation): boolean {
  const names = ["SECRET_KEY_BASE_DUMMY", "SECRET_KEY_BASE", "RAILS_MASTER_KEY"];
  const scope = scopeBefore(stage, run);
  // The image that this one builds on may bring a key.
  if (scope.isOpen && !isOfficial(stage)) return true;
  if (names.some((name) => scope.find(name) !== undefined || assigned(invocation).has(name)) || mounts.some(({ type }) => type === "secret")) return true;
  return mentionsKey(stage, run.span.end);
}

function isOfficial(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && isOfficialImage(base.ref);
}

/** What stands in front of the command, and behind `rails` in the form `NAME=value`. */
function assigned({ command, words }: Invocation): Map<string, string> {
  const given = new Map((command?.assignments ?? []).map(({ name, value }) => [name, value.unquoted]));
  for (const { unquoted } of [...words, ...(command?.arguments ?? [])]) {
    const match = /^([A-Z_]+)=(.*)$/.exec(unquoted);
    if (match) given.set(match[1]!, match[2]!);
  }
  return given;
}
