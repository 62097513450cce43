import type { Span } from "../base/span.ts";
import type { Call, Expression } from "../syntax/hcl/tree.ts";
import { keyTextOf } from "../syntax/hcl/parse-collections.ts";
import type { Type } from "./value.ts";
import { anyType, boolType, listOf, mapOf, numberType, setOf, stringType } from "./value.ts";

export interface TypeFault {
  readonly span: Span;
  readonly summary: string;
  readonly detail: string;
}

const words: Readonly<Record<string, Type>> = { string: stringType, number: numberType, bool: boolType, any: anyType };
const summary = "Invalid type specification";

/** What a type is for: in a variable's constraint `optional` counts, in a type to convert to it is read and has no effect. */
export type TypeUse = "constraint" | "exact";

/** Reads a type such as `list(string)` from an expression. */
export function readType(expression: Expression, use: TypeUse = "constraint"): { readonly type: Type } | TypeFault {
  if (expression.kind === "variable") return readWord(expression.name, expression.span);
  if (expression.kind === "call") return readConstructor(expression, use);
  return { span: expression.span, summary, detail: "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string)." };
}

function readWord(word: string, span: Span): { readonly type: Type } | TypeFault {
  const type = Object.hasOwn(words, word) ? words[word] : undefined;
  if (type !== undefined) return { type };
  const needs: Readonly<Record<string, string>> = {
    list: "The list type constructor requires one argument specifying the element type.",
    set: "The set type constructor requires one argument specifying the element type.",
    map: "The map type constructor requires one argument specifying the element type.",
    tuple: "The tuple type constructor requires one argument specifying the element types as a list.",
    object: "The object type constructor requires one argument specifying the attribute types and values as a map.",
  };
  return { span, summary, detail: needs[word] ?? `The keyword "${word}" is not a valid type specification.` };
}

function readConstructor(call: Call, use: TypeUse): { readonly type: Type } | TypeFault {
  const argument = call.args[0];
  if (!["list", "set", "map", "tuple", "object"].includes(call.name)) {
    return { span: call.nameSpan, summary, detail: call.name === "optional" ? "Keyword \"optional\" is valid only as a modifier for object type attributes." : `Keyword "${call.name}" is not a valid type constructor.` };
  }
  if (argument === undefined || call.args.length > 1) {
    return argument === undefined ? readWord(call.name, call.span) as TypeFault
      : { span: call.args[1]!.span, summary, detail: `The ${call.name} type constructor requires exactly one argument.` };
  }
  if (call.name === "tuple") return readTuple(argument, use);
  if (call.name === "object") return readObject(argument, use);
  const element = readType(argument, use);
  if ("summary" in element) return element;
  return { type: call.name === "list" ? listOf(element.type) : call.name === "set" ? setOf(element.type) : mapOf(element.type) };
}

function readTuple(argument: Expression, use: TypeUse): { readonly type: Type } | TypeFault {
  if (argument.kind !== "tuple") return { span: argument.span, summary, detail: "Tuple type constructor requires a list of element types." };
  const items: Type[] = [];
  for (const item of argument.items) {
    const type = readType(item, use);
    if ("summary" in type) return type;
    items.push(type.type);
  }
  return { type: { kind: "tuple", items } };
}

function readObject(argument: Expression, use: TypeUse): { readonly type: Type } | TypeFault {
  if (argument.kind !== "object") return { span: argument.span, summary, detail: "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types." };
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  for (const item of argument.items) {
    const name = keyTextOf(item.key);
    if (name === undefined) return { span: item.key.span, summary, detail: "Object constructor map keys must be attribute names." };
    const isOptional = item.value.kind === "call" && item.value.name === "optional";
    const inner = isOptional ? (item.value as Call).args : [item.value];
    if (inner.length !== 1) return { span: item.value.span, summary, detail: "Optional attribute modifier expects only one argument: the attribute type." };
    const type = readType(inner[0]!, use);
    if ("summary" in type) return type;
    attributes.set(name, type.type);
    if (isOptional && use === "constraint") optional.add(name);
  }
  return { type: optional.size > 0 ? { kind: "object", attributes, optional } : { kind: "object", attributes } };
}
