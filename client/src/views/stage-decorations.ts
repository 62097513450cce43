import * as vscode from "vscode";
import type { StageItem } from "../protocol.ts";

const scheme = "bakewell-stage";

/** A URI that stands for a stage in the tree, with its counts, so that it can be decorated. */
export function stageResource(uri: string, stage: StageItem): vscode.Uri {
  const { errors, warnings } = stage.problems;
  return vscode.Uri.from({ scheme, path: `/${stage.index}`, query: `${errors},${warnings}`, fragment: uri });
}

/** Colors stages by their worst problem and shows how many there are, as the Explorer does with files. */
export function registerStageDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration(uri) {
      if (uri.scheme !== scheme) return undefined;
      const [errors = 0, warnings = 0] = uri.query.split(",").map(Number);
      const total = errors + warnings;
      if (total === 0) return undefined;
      const color = new vscode.ThemeColor(errors > 0 ? "list.errorForeground" : "list.warningForeground");
      return { badge: total > 9 ? "9+" : String(total), color, tooltip: `${total} problem${total === 1 ? "" : "s"}` };
    },
  });
}
