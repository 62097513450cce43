import { encloses, type Span } from "../base/span.ts";
import type { TargetBlock } from "../model/bake/bake-file.ts";
import type { ObjectItem } from "../syntax/hcl/tree.ts";
import type { BakeSet } from "./bake-sets.ts";

/** The target block around a place, such as that of a fault at its label. */
export function targetBlockAt(bake: BakeSet, { uri, span }: { readonly uri: string; readonly span: Span }): TargetBlock | undefined {
  return bake.files.find((file) => file.uri === uri)?.bakeFile?.targets.find((block) => encloses(block.span, span));
}

/** The axes that are written out in a matrix. */
export function axesOf(block: TargetBlock): { readonly name: string; readonly item: ObjectItem }[] {
  const matrix = block.attributes.get("matrix")?.value;
  return matrix?.kind === "object" ? matrix.items.flatMap((item) => (item.keyText === undefined ? [] : [{ name: item.keyText, item }])) : [];
}

/** Whether the values of an axis can stand in a name: an object or a list has no text. */
export function isTextAxis({ value }: ObjectItem): boolean {
  return value.kind !== "tuple" || value.items.every(({ kind }) => kind !== "object" && kind !== "tuple");
}

/**
 * A template that gives each combination a name: dots, slashes and the like in the values are replaced. Undefined where an axis
 * has values without text.
 */
export function nameOfAxes(prefix: string, axes: readonly { readonly name: string; readonly item: ObjectItem }[]): string | undefined {
  if (!axes.every(({ item }) => isTextAxis(item))) return undefined;
  return `"${[prefix, ...axes.map(textOfAxis)].join("-")}"`;
}

/** What a template holds to have the value of an axis as a part of a name. */
export function textOfAxis({ name, item }: { readonly name: string; readonly item: ObjectItem }): string {
  return isPlainName(item) ? `\${${name}}` : `\${regex_replace(${name}, "[^a-zA-Z0-9_-]", "-")}`;
}

function isPlainName({ value }: ObjectItem): boolean {
  return value.kind === "tuple" && value.items.every((item) => item.kind === "template" && item.parts.every((part) => part.kind === "text" && /^[a-zA-Z0-9_-]*$/.test(part.value)));
}
