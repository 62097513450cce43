import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import type { Assignment } from "../../../syntax/shell/tree.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "DjangoSecretAtBuild",
  aliases: [],
  language: "dockerfile",
  mentions: ["secret"],
  category: "security",
  severity: "warning",
  summary: "A management command of Django is given what looks like the real secret key.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        const secret = runsDjango(invocation) ? invocation.command?.assignments.find(isRealKey) : undefined;
        if (!secret) continue;
        const fix = isWritten(step, secret.value) ? suggestion("Use a dummy value", replace(secret.value, "build-only-dummy")) : undefined;
        report(secret, `${secret.name} stays readable in the image's history; a dummy value is enough for this command.`, fix);
      }
    }
  },
});

function runsDjango({ words }: Invocation): boolean {
  return words.some(({ unquoted }, index) => /(?:^|\/)(?:manage\.py|django-admin)$/.test(unquoted) || (unquoted === "django" && words[index - 1]?.unquoted === "-m"));
}

/** Long, of many different letters and digits, and without a word that says it is none. */
function isRealKey({ name, value }: Assignment): boolean {
  const text = value.unquoted;
  if (!/^(?:DJANGO_)?SECRET_KEY$/.test(name) || value.hasExpansion || text.length < 20 || !/\d/.test(text) || !/[a-z]/i.test(text)) return false;
  return new Set(text).size >= 12 && !/dummy|fake|build|place|change|test|insecure|temp|unused|example|not|none|static|secret|key|only|random|some|default|django|local|abc|1234|foo|docker/i.test(text);
}
