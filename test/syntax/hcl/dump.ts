import type { Body, Expression, HclTree, TemplatePart } from "../../../server/src/syntax/hcl/tree.ts";

/** A tree as text: blocks and attributes on lines of their own, expressions as nested words. */
export function dumpTree(tree: HclTree): string {
  return dumpBody(tree.body, "");
}

function dumpBody(body: Body, indent: string): string {
  return body.items.map((item) => {
    if (item.kind === "attribute") return `${indent}${item.name} = ${dumpExpression(item.value)}\n`;
    const labels = item.labels.map((label) => (label.quoted ? ` "${label.name}"` : ` ${label.name}`)).join("");
    return `${indent}${item.type}${labels}${item.closeBrace === undefined ? " (open)" : ""}\n${dumpBody(item.body, `${indent}  `)}`;
  }).join("");
}

export function dumpExpression(node: Expression): string {
  switch (node.kind) {
    case "number": return node.text;
    case "keyword": return String(node.value);
    case "variable": return node.name;
    case "get": return `(get ${dumpExpression(node.of)} ${node.name})`;
    case "index": return `(index ${dumpExpression(node.of)} ${dumpExpression(node.key)})`;
    case "splat": return `(splat${node.full ? "" : "-attributes"} ${dumpExpression(node.of)} ${dumpExpression(node.each)})`;
    case "splat-item": return "_";
    case "call": return `(call ${[node.name, ...node.args.map(dumpExpression)].join(" ")}${node.expandSpan ? " ..." : ""})`;
    case "unary": return `(${node.operator} ${dumpExpression(node.operand)})`;
    case "binary": return `(${node.operator} ${dumpExpression(node.left)} ${dumpExpression(node.right)})`;
    case "conditional": return `(? ${dumpExpression(node.condition)} ${dumpExpression(node.whenTrue)} ${dumpExpression(node.whenFalse)})`;
    case "parentheses": return `(paren ${dumpExpression(node.inner)})`;
    case "tuple": return `[${node.items.map(dumpExpression).join(", ")}]`;
    case "object": return `{${node.items.map((item) => `${dumpExpression(item.key)}: ${dumpExpression(item.value)}`).join(", ")}}`;
    case "for": {
      const names = node.keyName === undefined ? node.valueName : `${node.keyName},${node.valueName}`;
      const result = node.key === undefined ? dumpExpression(node.value) : `${dumpExpression(node.key)} => ${dumpExpression(node.value)}`;
      return `(for ${names} in ${dumpExpression(node.collection)}: ${result}${node.group ? "..." : ""}${node.condition ? ` if ${dumpExpression(node.condition)}` : ""})`;
    }
    case "template": return `\`${node.parts.map(dumpPart).join("")}\``;
    case "missing": return "?";
  }
}

function dumpPart(part: TemplatePart): string {
  switch (part.kind) {
    case "text": return part.value.replaceAll("\n", "\\n");
    case "interpolation": return `\${${dumpExpression(part.expression)}}`;
    case "template-if": return `(if ${dumpExpression(part.condition)} <${part.whenTrue.map(dumpPart).join("")}> <${part.whenFalse.map(dumpPart).join("")}>)`;
    case "template-for": return `(for ${part.keyName === undefined ? "" : `${part.keyName},`}${part.valueName} in ${dumpExpression(part.collection)} <${part.parts.map(dumpPart).join("")}>)`;
  }
}
