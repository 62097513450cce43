import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RequireSecretMounts",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "off",
  summary: "A command that needs credentials runs without the secret mount that is set for it.",
  options: {
    commands: {
      schema: { type: "object", additionalProperties: { type: "string" } },
      default: {},
      description: "The id of the secret that each command needs; commands are a program or a program with its subcommand, such as `npm ci`.",
    },
  },
  check: ({ dockerfile, options, report }) => {
    const needs = Object.entries(typeof options["commands"] === "object" && options["commands"] !== null ? options["commands"] : {});
    if (needs.length === 0) return;
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        const own = [invocation.name, ...invocation.arguments.map(({ unquoted }) => unquoted)].join(" ");
        const need = needs.find(([command]) => own === command || own.startsWith(`${command} `));
        if (!need || typeof need[1] !== "string" || hasSecret(step, need[1])) continue;
        const span = { start: invocation.span.start, end: Math.min(invocation.span.end, invocation.span.start + need[0].length) };
        report(span, `"${need[0]}" needs the secret "${need[1]}".`, suggestion("Mount the secret", insertAfter(step.run.keywordSpan, ` --mount=type=secret,id=${need[1]}`)));
        break;
      }
    }
  },
});

function hasSecret({ mounts }: RunStep, id: string): boolean {
  return mounts.some(({ type, options }) => type === "secret" && options.some(({ key, value }) => /^(?:id|source|src)$/i.test(key) && value === id));
}
