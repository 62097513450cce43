import type * as lsp from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import { type BuildTargetArgument, buildTargetCommand } from "../protocol/model-changed.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** "Build" above bake targets and groups, and above the stages that targets build. */
export function codeLenses(snapshot: Snapshot, workspace: Workspace): lsp.CodeLens[] {
  const models = workspace.modelsOfFile(snapshot.uri);
  const lens = (span: Span, title: string, argument: BuildTargetArgument): lsp.CodeLens => ({
    range: snapshot.lines.rangeOf(span),
    command: { title, command: buildTargetCommand, arguments: [argument] },
  });
  if (snapshot.bakeFile) {
    const set = models[0]?.set;
    if (!set) return [];
    const blocks = [...snapshot.bakeFile.targets, ...snapshot.bakeFile.groups].filter((block) => block.name !== "" && !block.name.startsWith("_"));
    return blocks.map((block) => lens(block.nameSpan, `$(play) Build ${block.name}`, { set: set.id, targets: [block.name] }));
  }
  return models.flatMap(({ set, links }) =>
    links.flatMap((link) => {
      if (!link.stage || link.isStageMissing || link.dockerfileUri !== snapshot.uri || link.target.name.startsWith("_")) return [];
      return [lens(link.stage.from.keywordSpan, `$(play) Build ${link.target.name}`, { set: set.id, targets: [link.target.name] })];
    }),
  );
}
