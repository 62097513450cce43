import { runSteps, stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { phpExtensionWords } from "../../../model/shell/php-extensions.ts";
import { memoize } from "../../../base/memoize.ts";
import { chainsOf, type Dockerfile, type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { holdsPhpApplication } from "../../../model/dockerfile/stages/php-application.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand, removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "PhpNoXdebug",
  aliases: [],
  language: "dockerfile",
  mentions: ["xdebug"],
  category: "security",
  severity: "info",
  summary: "An image that ships a PHP application installs or enables Xdebug, which is for development.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    const applications = chainsOf([...shipped].filter(holdsPhpApplication));
    for (const step of runSteps(dockerfile)) {
      if (!applications.has(step.stage) || /(?:^|[-_.])(?:dev|development|debug|test|ci|local)/i.test(step.stage.name?.text ?? "")) continue;
      for (const invocation of step.script.invocations) {
        const [word] = phpExtensionWords(invocation, "xdebug");
        if (!word || isOptional(invocation) || (invocation.name === "pecl" && !enabledStages(dockerfile).has(step.stage))) continue;
        const others = invocation.arguments.filter(({ unquoted }) => !unquoted.startsWith("-") && unquoted !== "install" && unquoted !== "add").length;
        const edit = others > 1 ? undefined : removeCommand(step, invocation);
        const edits = others > 1 ? removeWords(step, invocation, [word]) : edit && [edit];
        report(word, "Xdebug slows each request down and lets others debug the application.", edits && suggestion("Leave Xdebug out", ...edits));
      }
    }
  },
});

/** The stages of images in which it is enabled: PECL alone builds the extension, and who enables it when the container starts has it off until then. */
const enabledStages = memoize((dockerfile: Dockerfile): ReadonlySet<Stage> => {
  const enabling = new Set(dockerfile.stages.filter(enables));
  return chainsOf(dockerfile.stages.filter((stage) => stageChain(stage).some((link) => enabling.has(link))));
});

function enables(stage: Stage): boolean {
  return stepsOf(stage).some(({ script }) => script.invocations.some((invocation) => invocation.name !== "pecl" && phpExtensionWords(invocation, "xdebug").length > 0 && !isOptional(invocation)))
    || stage.instructions.some((instruction) => (instruction.kind === "RUN" || instruction.kind === "COPY") && /zend_extension|xdebug\.ini/i.test(stage.dockerfile.written(instruction)));
}

/** Behind a test of a build argument it is for those who ask for it. */
function isOptional({ use }: Invocation): boolean {
  if (!use || use.scope.isConditional || use.isCondition) return true;
  const first = use.list.pipelines[0]!.commands[0]!;
  return use.listIndex > 0 && (first.kind === "test" || (first.kind === "command" && /^(?:\[|test)$/.test(first.name?.unquoted ?? "")));
}
