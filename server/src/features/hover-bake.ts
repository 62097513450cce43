import { type Span, touches } from "../base/span.ts";
import { bakeBlock } from "../data/bake-attributes.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced, type SourcedMap } from "../eval/resolved-bake.ts";
import type { ValueOrigin } from "../eval/bake-evaluation.ts";
import { formatValue } from "../eval/format-value.ts";
import type { BakeBlock, BakeFile } from "../model/bake/bake-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel, Workspace } from "../workspace/workspace.ts";
import { composePlacesAt } from "./compose-places.ts";
import type { HoverPart } from "./hover.ts";

/** Attributes with their documentation and what they resolve to; names of targets; variables with value and origin. */
export function hoverBake(snapshot: Snapshot, file: BakeFile, offset: number, workspace: Workspace): HoverPart[] {
  const models = workspace.modelsOfFile(snapshot.uri);
  const blocks: readonly BakeBlock[] = [...file.targets, ...file.groups, ...file.variables, ...file.functions];
  const block = blocks.find((candidate) => touches(candidate.span, offset));
  if (!block) return [];
  const info = bakeBlock(block.type);
  if (touches(block.block.typeSpan, offset)) return [{ markdown: `**${block.type}**\n\n${info.hover}\n\n[Reference](${info.url})`, span: block.block.typeSpan }];
  if (touches(block.labelSpan, offset)) {
    const markdown = block.type === "target" ? describeTarget(block.name, models) : block.type === "variable" ? describeVariable(block.name, models) : undefined;
    return markdown === undefined ? [] : [{ markdown, span: block.nameSpan }];
  }
  for (const attribute of block.attributes.values()) {
    if (!touches(attribute.nameSpan, offset)) continue;
    const known = info.attributes.get(attribute.name);
    if (!known) return [];
    const value = block.type === "target" ? resolvedAttribute(models, block.name, attribute.name) : undefined;
    const resolved = value === undefined ? "" : `\n\nResolved for \`${block.name}\`:\n\n${value}`;
    return [{ markdown: `**${known.name}** · ${known.type}\n\n${known.hover}${resolved}\n\n[Reference](${known.url})`, span: attribute.nameSpan }];
  }
  return hoverReference(snapshot, offset, models);
}

/** What the build of a service comes to, on the service's name in its Compose file. */
export function hoverCompose(snapshot: Snapshot, offset: number, workspace: Workspace): HoverPart[] {
  const place = composePlacesAt(snapshot, offset, workspace).find(({ part }) => part === "service");
  const markdown = place && describeTarget(place.link.target.name, workspace.modelsOfFile(snapshot.uri));
  return place && markdown !== undefined ? [{ markdown, span: place.link.target.nameSpan }] : [];
}

function hoverReference(snapshot: Snapshot, offset: number, models: readonly SetModel[]): HoverPart[] {
  const word = wordAt(snapshot.text, offset);
  if (!word) return [];
  const name = snapshot.text.slice(word.start, word.end);
  const markdown = describeVariable(name, models) ?? describeTarget(name, models);
  return markdown === undefined ? [] : [{ markdown, span: word }];
}

function describeVariable(name: string, models: readonly SetModel[]): string | undefined {
  for (const { set } of models) {
    const variable = set.evaluation.variables.get(name);
    if (!variable) continue;
    return `Variable **${name}** = \`${formatValue(variable.value)}\` — ${describeOrigin(variable.origin)}${variable.description ? `\n\n${variable.description}` : ""}`;
  }
  return undefined;
}

const sources = {
  process: "from the environment", setting: "from the setting `bakewell.bake.variables`", "env-file": "from the files of `bakewell.bake.envFile`", "command-line": "from the command line",
} as const;

function describeOrigin(origin: ValueOrigin): string {
  switch (origin.kind) {
    case "environment": return sources[origin.source];
    case "default": return "its default";
    case "global": return "a constant of the bake files";
    case "builtin": return "built in";
    case "override": return "from `--var`";
  }
}

function describeTarget(name: string, models: readonly SetModel[]): string | undefined {
  for (const { set, links } of models) {
    const target = set.resolved.targets.get(name);
    if (!target) continue;
    const link = links.find((candidate) => candidate.target === target);
    const stage = link?.stage && !link.isStageMissing ? `stage \`${link.stage.name?.text ?? link.stage.index}\` of ` : "";
    const rows = [
      `Target **${name}** builds ${stage}\`${show(target.dockerfile)}\` in \`${show(target.context)}\`.`,
      ...(target.description ? [show(target.description)] : []),
      ...["tags", "args", "platforms", "cache-from", "cache-to", "output"].flatMap((attribute) => {
        const value = describeAttribute(target, attribute);
        return value === undefined ? [] : [`**${attribute}**\n${value}`];
      }),
    ];
    return rows.join("\n\n");
  }
  return undefined;
}

function resolvedAttribute(models: readonly SetModel[], targetName: string, attribute: string): string | undefined {
  for (const { set } of models) {
    const target = set.resolved.targets.get(targetName);
    if (target) return describeAttribute(target, attribute);
  }
  return undefined;
}

/** An attribute's resolved value as Markdown, each part with the target that it comes from when that is another one. */
function describeAttribute(target: ResolvedTarget, attribute: string): string | undefined {
  const key = attribute.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase()) as keyof ResolvedTarget;
  const value = target[key];
  if (value === undefined || typeof value === "string" || value instanceof Set) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : (value as readonly Sourced<string | Entry>[]).map((item) => `- \`${show(item)}\`${from(item, target)}`).join("\n");
  if (value instanceof Map) {
    const entries = [...(value as SourcedMap)];
    return entries.length === 0 ? undefined : entries.map(([name, item]) => `- \`${name} = ${show(item)}\`${from(item, target)}`).join("\n");
  }
  const sourced = value as Sourced<string>;
  return `\`${show(sourced)}\`${from(sourced, target)}`;
}

function from(item: Sourced<unknown>, target: ResolvedTarget): string {
  return item.ownerTarget === target.name || item.ownerTarget === "" ? "" : ` (from \`${item.ownerTarget}\`)`;
}

function show(item: Sourced<string | boolean | Entry>): string {
  const { value } = item;
  if (!isKnown(value)) return "(not known here)";
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  return [...value].map(([key, part]) => `${key}=${String(part)}`).join(",");
}

/** The identifier around `offset`. */
function wordAt(text: string, offset: number): Span | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && /[\w-]/.test(text[start - 1]!)) start--;
  while (end < text.length && /[\w-]/.test(text[end]!)) end++;
  return start === end ? undefined : { start, end };
}
