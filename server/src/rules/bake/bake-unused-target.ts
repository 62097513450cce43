import { isTargetRead } from "../../workspace/bake-uses.ts";
import { isAbstract, targetUses } from "../../workspace/target-roles.ts";
import { addToGroup, removeOwnBlock } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeUnusedTarget",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "A target is in no group, though groups exist, and no other target uses it.",
  check: ({ bake, report }) => {
    const uses = targetUses(bake);
    // Without groups everything is built by name, and a partial set may be used by others.
    if (uses.grouped.size === 0 || bake.isPartial) return;
    const matrixGroups = new Map([...bake.evaluation.groups.values()].flatMap((group) => (group.isMatrix ? group.targets.map(({ value }) => [value, group.name] as const) : [])));
    for (const target of bake.resolved.targets.values()) {
      const { name } = target;
      if (name === "default" || [uses.grouped, uses.inherited, uses.linked].some((names) => names.has(name))) continue;
      const group = matrixGroups.get(name);
      if (group !== undefined && uses.grouped.has(group)) continue;
      if (isAbstract(bake, target)) {
        // A base that nobody inherits from is left over; an empty one waits for a workflow to fill it.
        const blocks = bake.evaluation.targets.get(name)?.blocks ?? [];
        const file = blocks.length === 1 ? bake.files.find(({ uri }) => uri === target.uri) : undefined;
        const removal = file && removeOwnBlock(file, blocks[0]!.block);
        if (name.startsWith("_") && !isTargetRead(bake, name)) report({ uri: target.uri, span: target.nameSpan }, `No target inherits from "${name}".`, removal && suggestion("Remove the target", removal));
        continue;
      }
      const edit = bake.evaluation.groups.has("default") ? addToGroup(bake, "default", name) : undefined;
      if (target.description === undefined) report({ uri: target.uri, span: target.nameSpan }, `"${name}" is in no group and no target uses it.`, edit && suggestion("Add it to the default group", edit));
    }
  },
});
