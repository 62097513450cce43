import type * as lsp from "vscode-languageserver-types";
import type { InlineDockerfile } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import { completeBake } from "./completion-bake.ts";
import { inlineAt } from "./inline.ts";

/** Completion in Dockerfiles comes from the base service, with our names of stages; in bake files it is our own. */
export async function completion(snapshot: Snapshot, offset: number, workspace: Workspace, service: LoadService): Promise<lsp.CompletionItem[]> {
  const inside = inlineAt(snapshot, offset, workspace);
  if (inside) return (await completion(inside.inline.snapshot, inside.offset, workspace, service)).map((item) => inSource(item, inside.inline, snapshot));
  if (snapshot.bakeFile) return completeBake(snapshot, snapshot.bakeFile, offset, workspace);
  if (!snapshot.dockerfile) return [];
  const position = snapshot.lines.positionAt(offset);
  const before = snapshot.lines.lineText(position.line).slice(0, position.character);
  if (/--from=[\w.-]*$/i.test(before)) return stageNames(snapshot, offset);
  const items = await (await service()).computeCompletionItems(snapshot.text, position);
  return items.map(({ data: _data, ...item }) => item);
}

/** The item with its edits where the inline Dockerfile is written. */
function inSource(item: lsp.CompletionItem, { snapshot, text }: InlineDockerfile, source: Snapshot): lsp.CompletionItem {
  const { textEdit } = item;
  if (!textEdit || !("range" in textEdit)) return item;
  const { span } = text.placeOf(snapshot.lines.spanOf(textEdit.range));
  return { ...item, textEdit: { ...textEdit, range: source.lines.rangeOf(span) } };
}

function stageNames(snapshot: Snapshot, offset: number): lsp.CompletionItem[] {
  const own = snapshot.dockerfile!.stages.findLast((stage) => stage.span.start <= offset);
  return snapshot.dockerfile!.stages.flatMap((stage) =>
    stage.name && stage !== own && (!own || stage.index < own.index) ? [{ label: stage.name.text, kind: 7, detail: `FROM ${stage.from.image?.text ?? ""}` }] : [],
  );
}
