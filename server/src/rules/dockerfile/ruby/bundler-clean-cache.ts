import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "BundlerCleanCache",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundle", "bundler"],
  category: "size",
  severity: "hint",
  summary: "bundle install leaves the archives of all gems beside the gems themselves.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const install = step.packageCommands.find(({ manager, action }) => manager === "bundle" && action === "install");
      if (!install || !shipped.has(step.stage) || isCleaned(step, install)) continue;
      const edit = isInUsualFolder(step, install) ? appendCommand(step, "rm -rf /usr/local/bundle/cache /usr/local/bundle/ruby/*/cache") : undefined;
      report(callSpan(install), `"bundle install" keeps the archive of each gem in the layer.`, edit && suggestion("Remove the archives in this step", edit));
    }
  },
});

/** Whether the gems go where the official image has them. */
function isInUsualFolder(step: RunStep, install: PackageCommand): boolean {
  const base = rootBase(step.stage);
  const path = commandVariable(step, install, "BUNDLE_PATH");
  return base.kind === "image" && shortRepository(base.ref) === "ruby" && (path === undefined || path === "/usr/local/bundle") && !/--path|\bpath\b/.test(step.dockerfile.written(step.run));
}

/** Removed or mounted: any path in a cache of gems counts. */
function isCleaned({ script, mounts, dockerfile, run }: RunStep, { span }: PackageCommand): boolean {
  if (mounts.some(({ type, target }) => type === "cache" && (target === undefined || /bundle|gem|vendor/.test(target)))) return true;
  const isGone = script.facts.removals.some((each) => each.span.start > span.start && each.paths.some(({ path }) => /\/cache|\.bundle|\.gem/.test(path)));
  return isGone || /(?:bundle|gem) clean|no-cache|BUNDLE_NO_CACHE|cache[^\n]*-delete/.test(dockerfile.written(run));
}
