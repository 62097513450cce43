import type * as lsp from "vscode-languageserver-types";
import { type Span, touches } from "../base/span.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { mountsOf } from "../model/dockerfile/files/mounts.ts";
import type { InlineDockerfile } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import { stageAt } from "./hover-dockerfile.ts";
import { inlineAt, writtenRange } from "./inline.ts";

/** A Dockerfile, or one that is written in another file, with a position in it. */
interface RenamePlace {
  readonly dockerfile: Snapshot;
  readonly position: lsp.Position;
  readonly inline: InlineDockerfile | undefined;
}

/** What would be renamed. Null where nothing can be, as with a name of an inline Dockerfile that an expression computes somewhere. */
export async function prepareRename(snapshot: Snapshot, position: lsp.Position, workspace: Workspace, service: LoadService): Promise<lsp.Range | null> {
  const place = placeAt(snapshot, position, workspace);
  const range = place && (await rangeAt(place, service));
  if (!place?.inline || !range) return range ?? null;
  const edits = await editsAt(place, "name", service);
  return edits.length > 0 && edits.every((edit) => writtenEdit(place.inline!, edit)) ? (writtenRange(place.inline, range, snapshot) ?? null) : null;
}

/** Renames a stage, an ARG or an ENV within its Dockerfile. */
export async function rename(snapshot: Snapshot, position: lsp.Position, newName: string, workspace: Workspace, clientUri: (uri: string) => string, service: LoadService): Promise<lsp.WorkspaceEdit | null> {
  const place = placeAt(snapshot, position, workspace);
  const edits = place ? await editsAt(place, newName, service) : [];
  if (!place || edits.length === 0) return null;
  if (!place.inline) return { changes: { [clientUri(snapshot.uri)]: edits } };
  const changes: Record<string, lsp.TextEdit[]> = {};
  for (const edit of edits) {
    const written = writtenEdit(place.inline, edit);
    const home = written && workspace.store.get(written.uri);
    if (!home) return null;
    (changes[clientUri(home.uri)] ??= []).push({ range: home.lines.rangeOf(written.span), newText: written.newText });
  }
  return { changes };
}

function placeAt(snapshot: Snapshot, position: lsp.Position, workspace: Workspace): RenamePlace | undefined {
  if (snapshot.dockerfile) return { dockerfile: snapshot, position, inline: undefined };
  const inside = inlineAt(snapshot, snapshot.lines.offsetAt(position), workspace);
  return inside && { dockerfile: inside.inline.snapshot, position: inside.inline.snapshot.lines.positionAt(inside.offset), inline: inside.inline };
}

async function rangeAt({ dockerfile, position }: RenamePlace, service: LoadService): Promise<lsp.Range | null> {
  const found = namedStageAt(dockerfile, dockerfile.dockerfile!, position);
  return found ? dockerfile.lines.rangeOf(found.span) : (await service()).prepareRename(dockerfile.text, position);
}

async function editsAt({ dockerfile, position }: RenamePlace, newName: string, service: LoadService): Promise<lsp.TextEdit[]> {
  const found = namedStageAt(dockerfile, dockerfile.dockerfile!, position);
  return found
    ? stageMentions(dockerfile.dockerfile!, found.stage).map((span) => ({ range: dockerfile.lines.rangeOf(span), newText: newName }))
    : (await service()).computeRename({ uri: dockerfile.uri }, dockerfile.text, position, newName);
}

/** The edit where the text is written; undefined where it is computed. */
function writtenEdit({ text, snapshot }: InlineDockerfile, { range, newText }: lsp.TextEdit): ReturnType<InlineDockerfile["text"]["editOf"]> {
  return text.editOf({ span: snapshot.lines.spanOf(range), newText });
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
