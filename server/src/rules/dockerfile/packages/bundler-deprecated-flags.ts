import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
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
          report(option, `Bundler has replaced "${option.name}" by a setting; write ENV ${setting}=… above "${dockerfile.text.slice(callSpan(command).start, callSpan(command).end)}".`);
        }
      }
    }
  },
});
