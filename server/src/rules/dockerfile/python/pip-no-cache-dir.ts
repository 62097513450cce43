import { memoize } from "../../../base/memoize.ts";
import { type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { isRemovedLater, removesAskedFolder } from "../../../model/dockerfile/packages/left-caches.ts";
import { cacheFoldersOf, commandVariable, isCacheOutside } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "PipNoCacheDir",
  aliases: ["DL3042"],
  language: "dockerfile",
  mentions: ["pip"],
  category: "size",
  severity: "info",
  summary: "pip install keeps a copy of everything it downloads in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "pip" || command.subcommand !== "install" || !leavesCache(step, command)) continue;
        const edit = addOption(step, command, "--no-cache-dir");
        const message = `"pip install" keeps what it downloads in the layer as well; it needs --no-cache-dir or a cache mount.`;
        (shipped.has(step.stage) && !installsInstallers(command) ? report : report.as("hint"))(command.subcommandSpan ?? command, message, edit && safeFix("Add --no-cache-dir", edit));
      }
    }
  },
});

/** pip and its like are a few megabytes in all. */
function installsInstallers({ packages }: PackageCommand): boolean {
  return packages.length > 0 && packages.every(({ name }) => /^(?:pip|setuptools|wheel)$/i.test(name));
}

function leavesCache(step: RunStep, command: PackageCommand): boolean {
  // pip takes the beginning of an option for the whole.
  if (findOption(command.options, "--no-cache-dir", "--no-cache", "--dry-run", "--no-index") !== undefined || isCacheOutside(step, command)) return false;
  if (isLocal(command) || removesAskedFolder(step, command) || isConfigured(step.stage, command.span.start)) return false;
  // pip takes each of these for "no cache", those for "no" as well.
  if (/^(?:[01]|true|false|yes|no|on|off|[tfyn])$/i.test(commandVariable(step, command, "PIP_NO_CACHE_DIR") ?? "")) return false;
  return !cacheFoldersOf(step, command).some((folder) => isRemovedLater(step, command, folder));
}

/** The first instruction of each stage by which a file for pip, or its command for that, may switch the cache off. */
const configuration = memoize((stage: Stage) => stage.instructions.find((instruction) =>
  /^(?:RUN|COPY|ADD)$/.test(instruction.kind) && /\bpip\.(?:conf|ini)\b|\bno-cache-dir['"]?[ =]+['"]?(?:1|true|yes|on)/i.test(stage.dockerfile.written(instruction))));

function isConfigured(stage: Stage, offset: number): boolean {
  return stageChain(stage).some((link) => (configuration(link)?.span.start ?? Number.POSITIVE_INFINITY) < offset);
}

/** Nothing but wheels that are there already. */
function isLocal({ packages, options }: PackageCommand): boolean {
  return packages.length > 0 && packages.every(({ kind, word }) => kind === "path" && (/\*(?:\.whl)?$/.test(word.unquoted) || (/\.whl$/.test(word.unquoted) && findOption(options, "--no-deps") !== undefined)));
}
