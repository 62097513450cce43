import type * as lsp from "vscode-languageserver-types";
import { encloses, type Span, touches } from "../base/span.ts";
import type { Finding } from "../lint/finding.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";
import { hoverBake, hoverCompose } from "./hover-bake.ts";
import { hoverDockerfile } from "./hover-dockerfile.ts";
import { inlineAt } from "./inline.ts";
import { describeRule, joinHovers } from "./rule-hover.ts";

/** One piece of a hover, and what it is about. */
export interface HoverPart {
  readonly markdown: string;
  readonly span: Span;
}

/** What stands at `offset`: first what the model knows of it, then the rules that found something there. */
export async function hover(snapshot: Snapshot, offset: number, findings: readonly Finding[], workspace: Workspace, service: LoadService): Promise<lsp.Hover | undefined> {
  const parts: HoverPart[] = [];
  if (snapshot.dockerfile) parts.push(...(await hoverDockerfile(snapshot, snapshot.dockerfile, offset, workspace, service)));
  const inside = inlineAt(snapshot, offset, workspace);
  if (inside) parts.push(...(await hoverInline(inside, workspace, service)));
  else if (snapshot.bakeFile) parts.push(...hoverBake(snapshot, snapshot.bakeFile, offset, workspace));
  else parts.push(...hoverCompose(snapshot, offset, workspace));
  const here = findings.filter((finding) => touches(finding.span, offset));
  const rules = [...new Map(here.map((finding) => [finding.rule.name, finding])).values()];
  const span = parts[0]?.span ?? smallest(here.map((finding) => finding.span));
  return joinHovers([...parts.map((part) => part.markdown), ...rules.map(describeRule)], span && snapshot.lines.rangeOf(span));
}

/** The Dockerfile's hover, at its place in the bake file. */
async function hoverInline({ inline: { snapshot, text }, offset }: NonNullable<ReturnType<typeof inlineAt>>, workspace: Workspace, service: LoadService): Promise<HoverPart[]> {
  const parts = snapshot.dockerfile ? await hoverDockerfile(snapshot, snapshot.dockerfile, offset, workspace, service) : [];
  return parts.map((part) => ({ ...part, span: text.placeOf(part.span).span }));
}

function smallest(spans: readonly Span[]): Span | undefined {
  return spans.reduce<Span | undefined>((best, span) => (best === undefined || encloses(best, span) ? span : best), undefined);
}
