import type { Edit } from "../../../base/edit.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageArgument } from "../../../model/shell/package-arguments.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "SortPackages",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "The packages of an install command are not in alphabetical order.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        const packages = command.action === "install" ? command.packages : [];
        // Where one of them stands for any number of packages there is no order.
        if (packages.length < 2 || packages.some(({ kind }) => kind !== "name")) continue;
        const sorted = [...packages].sort(byName);
        const index = packages.findIndex((each, at) => byName(each, sorted[at]!) !== 0);
        if (index < 0) continue;
        const edits = toOrder(step, command, packages, sorted);
        const misplaced = packages.find((each, at) => at > 0 && byName(packages[at - 1]!, each) > 0)!;
        report(misplaced, `"${misplaced.name}" is not in alphabetical order.`, edits && safeFix("Sort the packages", ...edits));
      }
    }
  },
});

function byName(a: PackageArgument, b: PackageArgument): number {
  const [left, right] = [a.word.unquoted.toLowerCase(), b.word.unquoted.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Each place gets the package that belongs there; comments between them would then stand at another one. */
function toOrder(step: RunStep, { packages }: PackageCommand, from: readonly PackageArgument[], to: readonly PackageArgument[]): Edit[] | undefined {
  const all = step.dockerfile.text.slice(packages[0]!.span.start, packages.at(-1)!.span.end);
  if (all.includes("#") || step.run.command?.exec || !from.every(({ word }) => isWritten(step, word))) return undefined;
  return from.flatMap((each, at) => (each === to[at] ? [] : [replace(each, to[at]!.word.text)]));
}
