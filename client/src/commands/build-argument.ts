import type { BuildTargetArgument } from "../protocol.ts";
import type { BakeNode } from "../core/bake-tree.ts";
import type { StageNode } from "../core/stage-tree.ts";

/**
 * The targets that are meant by what a command was called with: the argument of a code lens or another extension, or a row of
 * either tree. Undefined when the command has to ask, as from the palette. A row of a set means its default.
 */
export function buildArgumentOf(subject: unknown): BuildTargetArgument | undefined {
  if (typeof subject !== "object" || subject === null) return undefined;
  if ("kind" in subject) return argumentOfNode(subject as BakeNode | StageNode);
  const { set, targets } = subject as Partial<BuildTargetArgument>;
  return typeof set === "string" && Array.isArray(targets) ? { set, targets } : undefined;
}

function argumentOfNode(node: BakeNode | StageNode): BuildTargetArgument | undefined {
  if (node.kind === "stage") {
    const first = node.stage.builtBy[0];
    const targets = node.stage.builtBy.filter((built) => built.set === first?.set).map((built) => built.target);
    return first && { set: first.set, targets };
  }
  if (node.kind === "set") return { set: node.set.id, targets: [] };
  if (node.kind === "group") return { set: node.set.id, targets: [node.group.name] };
  if (node.kind === "target") return "set" in node ? { set: node.set.id, targets: [node.target.name] } : { set: node.target.set, targets: [node.target.target] };
  return undefined;
}
