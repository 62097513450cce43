import type * as lsp from "vscode-languageserver-types";
import { type Span, touches } from "../base/span.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { mountsOf } from "../model/dockerfile/files/mounts.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { LoadService } from "./base/service.ts";
import { stageAt } from "./hover-dockerfile.ts";

export async function prepareRename(snapshot: Snapshot, position: lsp.Position, service: LoadService): Promise<lsp.Range | null> {
  if (!snapshot.dockerfile) return null;
  const found = namedStageAt(snapshot, snapshot.dockerfile, position);
  return found ? snapshot.lines.rangeOf(found.span) : (await service()).prepareRename(snapshot.text, position);
}

/** Renames a stage, an ARG or an ENV within its Dockerfile. */
export async function rename(snapshot: Snapshot, position: lsp.Position, newName: string, uri: string, service: LoadService): Promise<lsp.WorkspaceEdit | null> {
  if (!snapshot.dockerfile) return null;
  const found = namedStageAt(snapshot, snapshot.dockerfile, position);
  const edits = found
    ? stageMentions(snapshot.dockerfile, found.stage).map((span) => ({ range: snapshot.lines.rangeOf(span), newText: newName }))
    : (await service()).computeRename({ uri }, snapshot.text, position, newName);
  return edits.length > 0 ? { changes: { [uri]: edits } } : null;
}

function namedStageAt(snapshot: Snapshot, dockerfile: Dockerfile, position: lsp.Position): { stage: Stage; span: Span } | undefined {
  const offset = snapshot.lines.offsetAt(position);
  const instruction = dockerfile.tree.instructions.find((candidate) => touches(candidate.span, offset));
  const found = instruction && stageAt(dockerfile, instruction, offset);
  return found?.stage.name ? found : undefined;
}

/** Every place that names the stage; places that give its number stay as they are. */
function stageMentions(dockerfile: Dockerfile, stage: Stage): Span[] {
  const name = stage.name!;
  const means = (text: string, reader: Stage | undefined): boolean =>
    text.toLowerCase() === name.text.toLowerCase() && dockerfile.findStage(text, reader?.index) === stage;
  const spans = [name.span];
  for (const other of dockerfile.stages) {
    if (other.base.kind === "stage" && other.base.stage === stage && other.from.image && means(other.from.image.text, other)) spans.push(other.from.image.span);
  }
  for (const copy of dockerfile.all("COPY")) {
    const from = copy.flags.find((flag) => flag.name === "from")?.value;
    if (from && means(from.text, dockerfile.stageOf(copy))) spans.push(from.span);
  }
  for (const run of dockerfile.all("RUN")) {
    for (const option of mountsOf(dockerfile, run).flatMap((mount) => mount.options)) {
      if (option.key.toLowerCase() === "from" && option.value !== undefined && option.valueSpan && means(option.value, dockerfile.stageOf(run))) spans.push(option.valueSpan);
    }
  }
  return spans;
}
