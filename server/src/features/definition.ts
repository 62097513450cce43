import type * as lsp from "vscode-languageserver-types";
import { type Span, touches } from "../base/span.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { WrittenWord } from "../model/workflow/written-text.ts";
import type { BakeSetEvaluation } from "../workspace/bake-sets.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { composePlacesAt } from "./compose-places.ts";
import { inlineAt, inlinesOf, writtenPlace } from "./inline.ts";
import { stageAt } from "./hover-dockerfile.ts";

type Place = { readonly snapshot: Snapshot; readonly span: Span };

/** Where the name at `offset` is defined: a stage, a target or group, a variable, or the Dockerfile and stage that a target builds. */
export function definition(snapshot: Snapshot, offset: number, workspace: Workspace, clientUri: (uri: string) => string): lsp.Location[] {
  const inside = inlineAt(snapshot, offset, workspace);
  const here = inside?.inline.snapshot ?? snapshot;
  const found = here.dockerfile
    ? inDockerfile(here, here.dockerfile, inside?.offset ?? offset)
    : snapshot.bakeFile ? inBakeFile(snapshot, snapshot.bakeFile, offset, workspace)
      : [...inComposeFile(snapshot, offset, workspace), ...inWorkflow(snapshot, offset, workspace)];
  const inlines = inlinesOf(snapshot, workspace);
  const places = found.flatMap((place) => writtenPlace(place, inlines, workspace) ?? []);
  return places.map((place) => ({ uri: clientUri(place.snapshot.uri), range: place.snapshot.lines.rangeOf(place.span) }));
}

function inDockerfile(snapshot: Snapshot, dockerfile: Dockerfile, offset: number): Place[] {
  const instruction = dockerfile.tree.instructions.find((candidate) => touches(candidate.span, offset));
  const stage = instruction && stageAt(dockerfile, instruction, offset)?.stage;
  if (stage) return [{ snapshot, span: (stage.name ?? stage.from).span }];
  const name = wordAround(snapshot.text, offset);
  const arg = name === undefined ? undefined : dockerfile.all("ARG").flatMap((declaration) => declaration.pairs).find((pair) => pair.key.text === name);
  const env = name === undefined || arg ? undefined : dockerfile.all("ENV").flatMap((declaration) => declaration.pairs).find((pair) => pair.key.text === name);
  const pair = arg ?? env;
  return pair ? [{ snapshot, span: pair.key.span }] : [];
}

function inBakeFile(snapshot: Snapshot, file: BakeFile, offset: number, workspace: Workspace): Place[] {
  const target = file.targets.find((candidate) => touches(candidate.span, offset));
  const attribute = target && [...target.attributes.values()].find((candidate) => touches(candidate.valueSpan, offset));
  const models = workspace.modelsOfFile(snapshot.uri);
  const links = models.flatMap((model) => model.links.filter((link) => link.target.name === target?.name));
  if (attribute?.name === "target" || attribute?.name === "dockerfile") {
    return links.flatMap((link) => {
      if (!link.dockerfile) return [];
      const span = attribute.name === "target" ? (link.stage?.name ?? link.stage?.from)?.span : { start: 0, end: 0 };
      return span ? [{ snapshot: link.dockerfile, span }] : [];
    });
  }
  const name = wordAround(snapshot.text, offset);
  if (name === undefined) return [];
  const arg = attribute?.name === "args" ? links.flatMap((link) => argPlaces(link.dockerfile, name)) : [];
  if (arg.length > 0) return arg;
  const isIdentifier = !insideString(snapshot.text, offset);
  return models.flatMap(({ set }) =>
    set.files.flatMap((candidate) => {
      const other = candidate.bakeFile;
      const blocks = isIdentifier ? [...(other?.variables ?? []), ...(other?.functions ?? []), ...(other?.targets ?? [])] : [...(other?.targets ?? []), ...(other?.groups ?? [])];
      return blocks.filter((block) => block.name === name).map((block) => ({ snapshot: candidate, span: block.nameSpan }));
    }),
  );
}

/** The service's name leads to its Dockerfile. */
function inComposeFile(snapshot: Snapshot, offset: number, workspace: Workspace): Place[] {
  return composePlacesAt(snapshot, offset, workspace).flatMap((place) => {
    const { dockerfile, stage } = place.link;
    if (place.part === "arg") return argPlaces(dockerfile, place.name);
    const span = place.part === "stage" ? (stage?.name ?? stage?.from)?.span : { start: 0, end: 0 };
    return dockerfile && span ? [{ snapshot: dockerfile, span }] : [];
  });
}

/** From the names in a step to the target, the stage or the file. */
function inWorkflow(snapshot: Snapshot, offset: number, workspace: Workspace): Place[] {
  const links = workspace.linksOfWorkflow(snapshot.uri);
  const isHere = (word: WrittenWord | undefined): boolean => word !== undefined && touches(word.span, offset);
  const ofBakes = (links?.bakes ?? []).flatMap(({ call, bake, files }) => {
    const file = files.find(({ word }) => isHere(word))?.file;
    const name = call.targets.find(isHere)?.text;
    return file ? [startOf(file)] : bake && name !== undefined ? definedIn(bake, name) : [];
  });
  const ofBuilds = (links?.builds ?? []).flatMap(({ build, dockerfile }) => {
    if (!dockerfile) return [];
    const stage = isHere(build.target) ? dockerfile.dockerfile?.findStage(build.target!.text) : undefined;
    if (stage) return [{ snapshot: dockerfile, span: (stage.name ?? stage.from).span }];
    return isHere(build.file) || isHere(build.context) ? [startOf(dockerfile)] : [];
  });
  return [...ofBakes, ...ofBuilds];
}

function definedIn({ resolved, evaluation, files }: BakeSetEvaluation, name: string): Place[] {
  const target = resolved.targets.get(name);
  const group = evaluation.groups.get(name);
  const places = [...(target ? [{ uri: target.uri, span: target.nameSpan }] : []), ...(group && !group.isMatrix ? [group] : [])];
  return places.flatMap(({ uri, span }) => files.filter((file) => file.uri === uri).map((file) => ({ snapshot: file, span })));
}

function startOf(snapshot: Snapshot): Place {
  return { snapshot, span: { start: 0, end: 0 } };
}

function argPlaces(dockerfile: Snapshot | undefined, name: string): Place[] {
  const declarations = dockerfile?.dockerfile?.all("ARG") ?? [];
  return declarations.flatMap((declaration) => declaration.pairs.filter((pair) => pair.key.text === name).map((pair) => ({ snapshot: dockerfile!, span: pair.key.span })));
}

function wordAround(text: string, offset: number): string | undefined {
  const before = /[\w-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))![0];
  const after = /^[\w-]*/.exec(text.slice(offset, offset + 200))![0];
  return before + after || undefined;
}

function insideString(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return (line.match(/"/g)?.length ?? 0) % 2 === 1 && !/\$\{[^}]*$/.test(line);
}

