import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
import { isOfficialImage, shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand, removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "BundlerRedundantInstall",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundler"],
  category: "size",
  severity: "hint",
  summary: "Bundler is installed into an image that has it already.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      const base = rootBase(step.stage);
      if (base.kind !== "image" || !isOfficialImage(base.ref) || shortRepository(base.ref) !== "ruby") continue;
      for (const { manager, action, packages, invocation } of step.packageCommands) {
        const bundler = manager === "gem" && action === "install" ? packages.find(({ name, version }) => name === "bundler" && version === undefined) : undefined;
        if (!bundler) continue;
        const edit = packages.length === 1 ? removeCommand(step, invocation) : undefined;
        const edits = packages.length === 1 ? edit && [edit] : removeWords(step, invocation, [bundler.word]);
        report(bundler, "The ruby image has Bundler already, which takes the version that Gemfile.lock names.", edits && suggestion("Do not install it again", ...edits));
      }
    }
  },
});
