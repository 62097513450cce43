import type { BakeEvaluation, EvaluatedVariable } from "../eval/bake-evaluation.ts";
import { valueToJson } from "../eval/functions/json-value.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import { typeName } from "../eval/value.ts";

interface Row {
  readonly name: string;
  readonly description: string;
  readonly isGroup: boolean;
}

/** `--list=targets`: targets and groups by name; what starts with `_` is left out. */
export function listTargets(evaluation: BakeEvaluation, format: "table" | "json"): string {
  const rows: Row[] = [];
  for (const target of evaluation.resolveAll().targets.values()) {
    const description = target.description && isKnown(target.description.value) ? target.description.value : "";
    if (!target.name.startsWith("_") && !evaluation.groups.has(target.name)) rows.push({ name: target.name, description, isGroup: false });
  }
  for (const group of evaluation.groups.values()) {
    const members = group.targets.flatMap(({ value }) => (isKnown(value) ? [value] : [])).sort().join(", ");
    const description = group.description ? `${group.description} (${members})` : members;
    if (!group.name.startsWith("_")) rows.push({ name: group.name, description, isGroup: true });
  }
  rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (format === "table") return table(["TARGET", "DESCRIPTION"], rows.map((row) => [row.name, row.description]));
  const items = rows.map((row) => ({ name: row.name, ...(row.description ? { description: row.description } : {}), ...(row.isGroup ? { group: true } : {}) }));
  return `${JSON.stringify(items.length === 0 ? null : items, undefined, 2)}\n`;
}

/** `--list=variables`: all variables that the files declare, with their values. */
export function listVariables(evaluation: BakeEvaluation, format: "table" | "json"): string {
  const variables = [...evaluation.variables.values()].filter((variable) => variable.block !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (format === "table") return table(["VARIABLE", "TYPE", "VALUE", "DESCRIPTION"], variables.map((variable) => [variable.name, typeText(variable), valueText(variable) ?? "<null>", variable.description ?? ""]));
  const items = variables.map((variable) => ({
    name: variable.name,
    ...(variable.description ? { description: variable.description } : {}),
    ...(typeText(variable) ? { type: typeText(variable) } : {}),
    ...(valueText(variable) === undefined ? {} : { value: valueText(variable) }),
  }));
  return `${JSON.stringify(items, undefined, 2)}\n`;
}

function typeText({ type }: EvaluatedVariable): string {
  return type ? typeName(type) : "";
}

function valueText({ value }: EvaluatedVariable): string | undefined {
  if (value.kind === "null") return undefined;
  return value.kind === "string" ? value.text : valueToJson(value);
}

/** Columns padded with tabs to multiples of eight, as Go's tabwriter does it; the last one is not padded. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_name, column) => Math.ceil((Math.max(...all.map((row) => row[column]!.length)) + 1) / 8) * 8);
  const pad = (cell: string, column: number): string => (column === head.length - 1 ? cell : cell + "\t".repeat(Math.ceil((widths[column]! - cell.length) / 8)));
  return all.map((row) => `${row.map(pad).join("")}\n`).join("");
}
