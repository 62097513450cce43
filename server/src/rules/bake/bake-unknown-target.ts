import { closestName } from "../../base/closest-name.ts";
import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { hasComposeFaults, isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeUnknownTarget",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A group, an inherits list or a linked context names a target that no file of the set defines.",
  check: (context) => {
    const { targets, groups } = context.bake.evaluation;
    // A service that cannot be read is a target all the same.
    if (hasComposeFaults(context.bake)) return;
    const anything = new Set([...targets.keys(), ...groups.keys()]);
    const builds = new Set(targets.keys());
    for (const group of groups.values()) {
      for (const member of group.isMatrix ? [] : group.targets) {
        checkName(context, member, anything, (name) => `Group "${group.name}" lists "${name}", but there is no such target or group.`);
      }
    }
    for (const target of context.bake.resolved.targets.values()) {
      for (const parent of target.inherits) {
        checkName(context, parent, builds, (name) =>
          groups.has(name) ? `"${name}" is a group; only targets can be inherited.` : `"${target.name}" inherits from "${name}", but there is no such target.`);
      }
      for (const linked of target.contexts.values()) {
        if (!isKnown(linked.value) || !linked.value.startsWith("target:")) continue;
        checkName(context, { ...linked, value: linked.value.slice("target:".length) }, builds, (name) => `The context of "${target.name}" is target "${name}", but there is no such target.`, "target:");
      }
    }
  },
});

function checkName({ bake, report }: BakeContext, item: Sourced<string>, names: ReadonlySet<string>, message: (name: string) => string, prefix = ""): void {
  if (!isKnown(item.value)) return;
  const name = item.value;
  // buildx reads a dot in a name as an underscore.
  if (names.has(name) || names.has(name.replaceAll(".", "_"))) return;
  const close = closestName(name, names);
  const edit = close === undefined ? undefined : changeText(bake, item, prefix + name, prefix + close);
  const fix = edit && suggestion(`Change to "${close}"`, edit);
  // One file of several that are loaded together may name targets of the others; so may one that a workflow loads with its own.
  report.as(isLoadedWithOthers(bake) || isWrittenByWorkflow(name) ? "info" : "error")(item, message(name) + (close === undefined ? "" : ` Did you mean "${close}"?`), fix);
}

/** The target in the file that docker/metadata-action writes. */
function isWrittenByWorkflow(name: string): boolean {
  return /^docker-metadata-action(?:-|$)/.test(name);
}
