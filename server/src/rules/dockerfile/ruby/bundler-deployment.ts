import { bundlerSettings } from "../../../model/dockerfile/packages/bundler-settings.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { stagesNeededBy } from "../../../model/dockerfile/stages/stage-references.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BundlerDeployment",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundle", "bundler"],
  category: "reproducibility",
  severity: "info",
  summary: "A service's gems are installed with those for development, or without holding to Gemfile.lock.",
  check: ({ dockerfile, use, report }) => {
    const services = dockerfile.stages.filter((stage) => roleOf(stage, use) === "service");
    const stages = stagesNeededBy(dockerfile, services);
    for (const step of packageSteps(dockerfile)) {
      const install = step.packageCommands.find(({ manager, action }) => manager === "bundle" && action === "install");
      if (!install || !stages.has(step.stage)) continue;
      const isProduction = ["RAILS_ENV", "RACK_ENV"].some((name) => stageVariable(step.stage, name, step.stage.span.end) === "production");
      const has = bundlerSettings(step, install);
      const missing = [has("deployment", "frozen") ? "" : "BUNDLE_DEPLOYMENT=1", has("without", "only") ? "" : "BUNDLE_WITHOUT=development:test"].filter((setting) => setting !== "");
      if (missing.length === 0) continue;
      const fix = step.isOnbuild ? undefined : suggestion(`Set ${missing.map((setting) => setting.replace(/=.*/, "")).join(" and ")}`, insertLinesAbove(dockerfile.text, step.run.span.start, [`ENV ${missing.join(" ")}`]));
      const what = has("without", "only") ? "may resolve versions anew where Gemfile.lock does not fit" : "installs the gems for development and tests as well";
      (isProduction ? report : report.as("hint"))(callSpan(install), `"bundle install" ${what}.`, fix);
    }
  },
});
