import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { removeOption } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

const settings: Readonly<Record<string, string>> = {
  "--without": "BUNDLE_WITHOUT",
  "--with": "BUNDLE_WITH",
  "--deployment": "BUNDLE_DEPLOYMENT",
  "--path": "BUNDLE_PATH",
  "--binstubs": "BUNDLE_BIN",
  "--clean": "BUNDLE_CLEAN",
};

export default defineRule({
  name: "BundlerDeprecatedFlags",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundle", "bundler"],
  category: "correctness",
  severity: "hint",
  summary: "bundle install is given an option that Bundler replaced by a setting.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "bundle" || command.action !== "install") continue;
        for (const option of command.options) {
          const setting = Object.hasOwn(settings, option.name) ? settings[option.name] : undefined;
          if (setting === undefined) continue;
          const edits = command.operands.length === 0 ? removeOption(step, command.invocation, option) : undefined;
          const env = `ENV ${setting}="${option.value ?? "1"}"`;
          const fix = edits && !step.isOnbuild ? suggestion(`Write ${env}`, insertLinesAbove(dockerfile.text, step.run.span.start, [env]), ...edits) : undefined;
          report(option, `Bundler has replaced "${option.name}" by a setting; write ENV ${setting}=… above "${dockerfile.text.slice(callSpan(command).start, callSpan(command).end)}".`, fix);
        }
      }
    }
  },
});
