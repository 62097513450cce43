import { mayHoldOptions } from "../../../model/dockerfile/packages/hidden-options.ts";
import { isCacheOutside } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isRemovedLater } from "../../../model/dockerfile/packages/left-caches.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import { type Fix, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption, removeOption } from "../../shell-edits.ts";
import type { RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";

export default defineRule({
  name: "ApkNoCache",
  aliases: ["DL3019", "trivy:DS-0025"],
  language: "dockerfile",
  mentions: ["apk"],
  category: "size",
  severity: "info",
  summary: "apk add leaves the package index in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "apk" || command.subcommand !== "add") continue;
        if (findOption(command.options, "--no-cache", "--cache-dir") !== undefined || isCacheOutside(step, command) || mayHoldOptions(step, command)) continue;
        const isCleaned = isRemovedLater(step, command, "/var/cache/apk");
        const message = isCleaned
          ? `"apk add" writes an index that is removed again; --no-cache does both at once.`
          : `"apk add" without --no-cache leaves the package index in the layer.`;
        // Without the network no index is fetched.
        const isOffline = findOption(command.options, "--no-network") !== undefined;
        (isOffline ? report.as("off") : isCleaned || !shipped.has(step.stage) ? report.as("hint") : report)(command.subcommandSpan ?? command, message, withoutCache(step, command));
      }
    }
  },
});

/** `--no-cache` always takes a fresh index, so `--update` in the same call has no more meaning. */
function withoutCache(step: RunStep, command: PackageCommand): Fix | undefined {
  const add = addOption(step, command, "--no-cache");
  if (add === undefined) return undefined;
  const update = findOption(command.options, "--update", "--update-cache", "-U");
  const removal = update === undefined ? [] : (removeOption(step, command.invocation, update) ?? []);
  // Where the option would be added right behind what is removed, it takes its place.
  const touching = removal.find((edit) => edit.span.end === add.span.start);
  if (touching !== undefined && removal.length === 1) return safeFix("Add --no-cache", { span: touching.span, newText: add.newText });
  return safeFix("Add --no-cache", add, ...removal);
}
