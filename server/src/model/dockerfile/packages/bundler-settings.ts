import { memoize } from "../../../base/memoize.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import { commandVariable } from "./package-caches.ts";

/** Tells whether one of these settings of Bundler is made for a call: by a variable, an option, or `bundle config` in this step or before. */
export function bundlerSettings(step: RunStep, command: PackageCommand): (...names: readonly string[]) => boolean {
  const isConfigured = (name: string): boolean =>
    stageChain(step.stage).some((link) => (configuredFrom(link).get(name) ?? Number.POSITIVE_INFINITY) <= (link === step.stage ? step.run.span.start : Number.MAX_SAFE_INTEGER));
  return (...names) =>
    names.some((name) => isConfigured(name) || commandVariable(step, command, `BUNDLE_${name.toUpperCase()}`) !== undefined || findOption(command.options, `--${name}`) !== undefined);
}

/** Where each setting is first made in a stage. */
const configuredFrom = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const step of stepsOf(stage)) for (const name of configuredIn(step)) if (!first.has(name)) first.set(name, step.run.span.start);
  return first;
});

/** The names of settings in `bundle config [set] [--local] name value`. */
function configuredIn({ script }: RunStep): string[] {
  return script.packageCommands.flatMap(({ manager, subcommand, operands }) => {
    if (manager !== "bundle" || subcommand !== "config") return [];
    const words = operands.map(({ unquoted }) => unquoted);
    return words[0] === "set" ? words.slice(1, 2) : words.slice(0, 1);
  });
}
