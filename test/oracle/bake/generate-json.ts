import type { Expression, HclTree, TemplatePart } from "../../../server/src/syntax/hcl/tree.ts";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import type { BakeRequest } from "./buildx.ts";
import { bakeRequest } from "./generate-files.ts";
import type { Random } from "./random.ts";

/** The same set with its files written in JSON. Expressions become templates of their HCL text. */
export function jsonRequest(random: Random): BakeRequest {
  const request = bakeRequest(random);
  const files = request.files.map(({ name, text }) => ({ name: name.replace(/hcl$/, "json"), text: toJson(parseHcl(text)) }));
  return { ...request, files };
}

function toJson(tree: HclTree): string {
  const file: Record<string, unknown> = {};
  for (const item of tree.body.items) {
    if (item.kind === "attribute") {
      file[item.name] = jsonValue(tree, item.value);
      continue;
    }
    const body: Record<string, unknown> = {};
    for (const inner of item.body.items) {
      if (inner.kind === "attribute") body[inner.name] = item.type === "variable" && inner.name === "type" ? source(tree, inner.value) : item.type === "function" && inner.name !== "result" ? plainNames(inner.value) : jsonValue(tree, inner.value);
      else body[inner.type] = Object.fromEntries(inner.body.items.flatMap((each) => (each.kind === "attribute" ? [[each.name, jsonValue(tree, each.value)]] : [])));
    }
    const holder = (file[item.type] ??= {}) as Record<string, unknown[]>;
    (holder[item.labels[0]?.name ?? ""] ??= []).push(body);
  }
  return JSON.stringify(file, null, 2);
}

function source(tree: HclTree, expression: Expression): string {
  return tree.text.slice(expression.span.start, expression.span.end);
}

function plainNames(expression: Expression): unknown {
  if (expression.kind === "variable") return expression.name;
  return expression.kind === "tuple" ? expression.items.map(plainNames) : null;
}

function jsonValue(tree: HclTree, expression: Expression): unknown {
  switch (expression.kind) {
    case "tuple": return expression.items.map((item) => jsonValue(tree, item));
    case "object":
      return Object.fromEntries(expression.items.map((item) => [item.keyText ?? `\${${source(tree, item.key)}}`, jsonValue(tree, item.value)]));
    case "keyword": return expression.value;
    case "number": return Number(expression.text);
    case "template": return expression.parts.map((part) => templateText(tree, part)).join("");
    default: return `\${${source(tree, expression)}}`;
  }
}

function templateText(tree: HclTree, part: TemplatePart): string {
  if (part.kind === "text") return part.value.replace(/[$%](?=\{)/g, (char) => char + char);
  return tree.text.slice(part.span.start, part.span.end);
}
