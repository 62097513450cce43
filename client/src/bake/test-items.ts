import * as vscode from "vscode";
import type { BakeSetItem } from "../protocol.ts";

/** The items of the Testing view: one for each set of bake files, in it one for each target that can be built by itself. */
export interface TargetTests extends vscode.Disposable {
  readonly controller: vscode.TestController;
  /** Shows these sets; items that stay keep their results. */
  show(sets: readonly BakeSetItem[]): void;
  item(set: string, target: string): vscode.TestItem | undefined;
  /** The set and the targets behind chosen items. */
  chosen(items: readonly vscode.TestItem[]): { readonly set: string; readonly targets: readonly string[] }[];
}

interface Meaning {
  readonly set: string;
  readonly target: string | undefined;
}

export function createTargetTests(): TargetTests {
  const controller = vscode.tests.createTestController("bakewell", "Bakewell");
  const meanings = new WeakMap<vscode.TestItem, Meaning>();
  return {
    controller,
    show(sets) {
      controller.items.replace(sets.map((set) => setItem(controller, set, meanings)));
    },
    item: (set, target) => controller.items.get(set)?.children.get(`${set} ${target}`),
    chosen: (items) => groupBySet(items.flatMap((item) => meanings.get(item) ?? [])),
    dispose: () => controller.dispose(),
  };
}

function setItem(controller: vscode.TestController, set: BakeSetItem, meanings: WeakMap<vscode.TestItem, Meaning>): vscode.TestItem {
  const main = set.files[0];
  const item = controller.items.get(set.id) ?? controller.createTestItem(set.id, set.label, main === undefined ? undefined : vscode.Uri.parse(main));
  meanings.set(item, { set: set.id, target: undefined });
  const targets = set.targets.filter((target) => !target.isAbstract);
  item.children.replace(
    targets.map((target) => {
      const id = `${set.id} ${target.name}`;
      const child = item.children.get(id) ?? controller.createTestItem(id, target.name, target.location && vscode.Uri.parse(target.location.uri));
      if (target.location) {
        const { start, end } = target.location.range;
        child.range = new vscode.Range(start.line, start.character, end.line, end.character);
      }
      if (target.description !== undefined) child.description = target.description;
      meanings.set(child, { set: set.id, target: target.name });
      return child;
    }),
  );
  return item;
}

/** A whole set means its default targets. */
function groupBySet(meanings: readonly Meaning[]): { set: string; targets: string[] }[] {
  return [...new Set(meanings.map((meaning) => meaning.set))].map((set) => {
    const mine = meanings.filter((meaning) => meaning.set === set);
    const isWhole = mine.some((meaning) => meaning.target === undefined);
    return { set, targets: isWhole ? [] : mine.flatMap((meaning) => meaning.target ?? []) };
  });
}
