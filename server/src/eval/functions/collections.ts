import { toSafeInteger } from "../number.ts";
import { canConvert, ConversionError, convert, unify } from "../convert.ts";
import { sameValue } from "../expression.ts";
import { spend } from "../scope.ts";
import type { Type, Value } from "../value.ts";
import {
  anyType, boolValue, compareText, identityOf, integerValue, listOf, listValue, mapValue, nullOf, objectValue, setValue, stringType, stringValue, tupleValue, typeName,
  typeOf,
} from "../value.ts";
import { integer, items, number, text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

function convertOrFail(value: Value, type: Type, argument?: number): Value {
  const converted = convert(value, type);
  if (converted instanceof ConversionError) throw new FunctionError(converted.message, argument);
  return converted;
}

/** The elements of a list, set or tuple. */
function sequence(args: readonly Value[], index: number, message: string): readonly Value[] {
  const value = args[index]!;
  if (value.kind !== "list" && value.kind !== "set" && value.kind !== "tuple") throw new FunctionError(message, index);
  return value.items;
}

function likeList(value: Value, kept: readonly Value[]): Value {
  return value.kind === "list" || value.kind === "set" ? listValue(value.element, kept) : tupleValue(kept);
}

const chunkList: Implementation = (args) => {
  const list = args[0]!;
  const all = items(args, 0);
  const size = integer(args, 1);
  const element = list.kind === "list" ? list.element : anyType;
  if (size < 0) throw new FunctionError("the size argument must be positive", 1);
  const chunks: Value[] = [];
  if (size === 0 && all.length > 0) chunks.push(listValue(element, all));
  else if (size === 0) return listValue(listOf(element), []);
  else for (let at = 0; at < all.length; at += size) chunks.push(listValue(element, all.slice(at, at + size)));
  return listValue(listOf(element), chunks);
};

const coalesce: Implementation = (args) => {
  if (args.length === 0) throw new FunctionError("at least one argument is required");
  const type = unify(args.map(typeOf));
  if (type === undefined) throw new FunctionError("all arguments must have the same type");
  for (const [index, arg] of args.entries()) if (arg.kind !== "null") return convertOrFail(arg, type, index);
  throw new FunctionError("no non-null arguments");
};

const coalesceList: Implementation = (args) => {
  if (args.length === 0) throw new FunctionError("at least one argument is required");
  for (const arg of args) {
    const { kind } = typeOf(arg);
    const fits = kind === "list" || kind === "tuple" || (kind === "any" && arg.kind === "unknown");
    if (!fits) throw new FunctionError("coalescelist arguments must be lists or tuples");
  }
  for (const arg of args) {
    if (arg.kind === "unknown") return arg;
    if ("items" in arg && arg.items.length > 0) return arg;
  }
  throw new FunctionError("no non-null arguments");
};

const compact: Implementation = (args) => listValue(stringType, items(args, 0).filter((item) => item.kind === "unknown" || (item.kind === "string" && item.text !== "")));

const concat: Implementation = (args) => {
  if (args.length === 0) throw new FunctionError("at least one argument is required");
  const all = args.map((_, index) => {
    const value = args[index]!;
    if (value.kind !== "list" && value.kind !== "tuple") throw new FunctionError("all arguments must be lists or tuples; got " + typeName(typeOf(value)), index);
    return value;
  });
  if (all.every((value) => value.kind === "list")) {
    const element = unify(all.map((value) => (value.kind === "list" ? value.element : anyType)));
    if (element !== undefined) return listValue(element, all.flatMap((value) => value.items.map((item) => convertOrFail(item, element))));
  }
  return tupleValue(all.flatMap((value) => value.items));
};

const contains: Implementation = (args) => boolValue(sequence(args, 0, "argument must be list, tuple, or set").some((item) => sameValue(item, args[1]!)));

const distinct: Implementation = (args) => {
  const seen = new Set<string>();
  const list = args[0]!;
  const kept = items(args, 0).filter((item) => {
    const key = identityOf(item);
    return seen.has(key) ? false : seen.add(key);
  });
  return listValue(list.kind === "list" ? list.element : anyType, kept);
};

const element: Implementation = (args) => {
  const value = args[0]!;
  if (value.kind !== "list" && value.kind !== "tuple") throw new FunctionError(`cannot read elements from ${typeName(typeOf(value))}`, 0);
  const index = toSafeInteger(number(args, 1));
  if (index === undefined) throw new FunctionError("invalid index: value must be a whole number", 1);
  if (index < 0) throw new FunctionError("cannot use element function with a negative index", 1);
  if (value.items.length === 0) throw new FunctionError("cannot use element function with an empty list", 0);
  const length = value.items.length;
  return value.items[index % length]!;
};

const flatten: Implementation = (args) => {
  const flat: Value[] = [];
  const add = (all: readonly Value[]): void => {
    for (const item of all) {
      if (item.kind === "list" || item.kind === "set" || item.kind === "tuple") add(item.items);
      else flat.push(item);
    }
  };
  add(sequence(args, 0, "can only flatten lists, sets and tuples"));
  return tupleValue(flat);
};

function elementAt(collection: Value, key: Value): Value | undefined {
  if ("entries" in collection) return key.kind === "string" ? collection.entries.get(key.text) : undefined;
  if ((collection.kind !== "list" && collection.kind !== "tuple") || key.kind !== "number") return undefined;
  const index = toSafeInteger(key.number);
  return index === undefined ? undefined : collection.items[index];
}

function requireIndexable(value: Value): void {
  if (value.kind === "map" || value.kind === "list" || value.kind === "tuple") return;
  throw new FunctionError("collection must be a list, a map or a tuple", 0);
}

const indexOf: Implementation = (args) => {
  const value = args[0]!;
  if (value.kind !== "list" && value.kind !== "tuple") throw new FunctionError("argument must be a list or tuple");
  if (value.items.length === 0) throw new FunctionError("cannot search an empty list");
  const found = value.items.findIndex((item) => sameValue(item, args[1]!));
  if (found < 0) throw new FunctionError("item not found");
  return integerValue(found);
};

function entriesOf(args: readonly Value[], index: number, message: string): ReadonlyMap<string, Value> {
  const value = args[index]!;
  if (!("entries" in value)) throw new FunctionError(message, index);
  return value.entries;
}

const keys: Implementation = (args) => {
  const names = [...entriesOf(args, 0, `must have map or object type, not ${typeName(typeOf(args[0]!))}`).keys()].map(stringValue);
  return args[0]!.kind === "map" ? listValue(stringType, names) : tupleValue(names);
};

const values: Implementation = (args) => {
  const value = args[0]!;
  const all = [...entriesOf(args, 0, "values() requires a map as the first argument").values()];
  return value.kind === "map" ? listValue(value.element, all) : tupleValue(all);
};

const lengthOf: Implementation = (args) => {
  const value = args[0]!;
  if (value.kind === "map") return integerValue(value.entries.size);
  if (value.kind === "list" || value.kind === "set" || value.kind === "tuple") return integerValue(value.items.length);
  throw new FunctionError("collection must be a list, a map or a tuple");
};

const lookup: Implementation = (args) => {
  const value = args[0]!;
  const entries = entriesOf(args, 0, "lookup() requires a map as the first argument");
  const found = entries.get(text(args, 1));
  if (value.kind === "map") {
    const fallback = convert(args[2]!, value.element);
    if (fallback instanceof ConversionError) throw new FunctionError("the default value must have the same type as the map elements", 2);
    return found ?? fallback;
  }
  return found ?? args[2]!;
};

const merge: Implementation = (args) => {
  if (args.length === 0) return objectValue([]);
  const all = new Map<string, Value>();
  const present = args.filter((arg) => arg.kind !== "null");
  for (const [index, arg] of args.entries()) {
    if (arg.kind === "unknown") return arg;
    if (arg.kind === "null") continue;
    if (!("entries" in arg)) throw new FunctionError("arguments must be maps or objects, got " + JSON.stringify(typeName(typeOf(arg))), index);
    for (const [key, value] of arg.entries) all.set(key, value);
  }
  const first = present[0];
  if (first === undefined) return args.some((arg) => arg.kind === "null" && arg.type.kind !== "any") ? nullOf(anyType) : objectValue([]);
  if (first.kind === "map" && present.every((arg) => arg.kind === "map" && identityOf(nullOf(arg.element)) === "null" && typeName(arg.element) === typeName(first.element))) return mapValue(first.element, all);
  return objectValue(all);
};

const maxProduct = 100_000;

const setProduct: Implementation = (args, { budget }) => {
  if (args.length < 2) throw new FunctionError("at least two arguments are required");
  const axes = args.map((_, index) => sequence(args, index, "a set or a list is required"));
  const count = axes.reduce((product, axis) => product * axis.length, 1);
  if (count > maxProduct) throw new FunctionError(`more than ${maxProduct} combinations`);
  spend(budget, count * args.length);
  let rows: Value[][] = [[]];
  for (const axis of axes) rows = rows.flatMap((row) => axis.map((item) => [...row, item]));
  const types = args.map((arg, index) => (arg.kind === "list" || arg.kind === "set" ? arg.element : unify(axes[index]!.map(typeOf), true)));
  const mixed = types.findIndex((type, index) => type === undefined || (type.kind === "any" && count > 0 && axes[index]!.some((item) => item.kind !== "null" && item.kind !== "unknown")));
  if (mixed >= 0) throw new FunctionError("all elements must be of the same type", mixed);
  const tuples = rows.map((row) => tupleValue(row.map((item, index) => convertOrFail(item, types[index]!))));
  const type: Type = { kind: "tuple", items: types as Type[] };
  return args.every((arg) => arg.kind === "set") ? setValue(type, tuples) : listValue(type, tuples);
};

/** Sets of one type that the elements of all can become. */
function unifiedSets(args: readonly Value[]): { element: Type; sets: readonly (readonly Value[])[] } {
  const types = args.map((arg) => (arg.kind === "set" ? arg.element : anyType)).filter((_, index) => items(args, index).length > 0 || args[index]!.kind !== "set");
  const known = types.filter((type) => type.kind !== "any");
  const type = known.length === 0 ? anyType : unify(known);
  if (type === undefined) throw new FunctionError("given sets must all have compatible element types");
  return { element: type, sets: args.map((_, index) => items(args, index).map((item) => convertOrFail(item, type))) };
}

const setOperation = (keep: (key: string, sets: readonly ReadonlySet<string>[]) => boolean): Implementation => (args) => {
  const { element: type, sets } = unifiedSets(args);
  const keysOf = sets.map((set) => new Set(set.map(identityOf)));
  return setValue(type, sets.flat().filter((item) => keep(identityOf(item), keysOf)));
};

const symmetricDifference: Implementation = (args) => {
  const { element: type, sets } = unifiedSets(args);
  let kept = new Map<string, Value>();
  for (const set of sets) {
    const other = new Map(set.map((item) => [identityOf(item), item]));
    kept = new Map([...[...kept].filter(([key]) => !other.has(key)), ...[...other].filter(([key]) => !kept.has(key))]);
  }
  return setValue(type, [...kept.values()]);
};

const slice: Implementation = (args) => {
  const value = args[0]!;
  if (value.kind !== "list" && value.kind !== "tuple") throw new FunctionError(value.kind === "set" ? "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important" : `must be a list or tuple value`, 0);
  const start = integer(args, 1);
  const end = integer(args, 2);
  if (start < 0) throw new FunctionError("start index must not be less than zero", 1);
  if (start > value.items.length) throw new FunctionError("start index must not be greater than the length of the list", 1);
  if (end < 0) throw new FunctionError("end index must not be less than zero", 2);
  if (end > value.items.length) throw new FunctionError("end index must not be greater than the length of the list", 2);
  if (start > end) throw new FunctionError("start index must not be greater than end index", 1);
  return likeList(value, value.items.slice(start, end));
};

const sort: Implementation = (args) => {
  const all = items(args, 0);
  for (const item of all) if (item.kind !== "string") throw new FunctionError("given list element 0 is null; a null string cannot be sorted", 0);
  return listValue(stringType, [...all].sort((a, b) => (a.kind === "string" && b.kind === "string" ? compareText(a.text, b.text) : 0)));
};

const zipMap: Implementation = (args) => {
  const names = items(args, 0);
  const value = args[1]!;
  const all = sequence(args, 1, "zipmap: values must be a list or tuple");
  if (names.length !== all.length) throw new FunctionError(`number of keys (${names.length}) does not match number of values (${all.length})`);
  const entries = names.map((name, index): [string, Value] => {
    if (name.kind !== "string") throw new FunctionError("keys must not be null", 0);
    return [name.text, all[index]!];
  });
  return value.kind === "list" ? mapValue(value.element, entries) : objectValue(entries);
};

const hasElement: Implementation = (args) => {
  const set = args[0]!;
  if (set.kind !== "set") return boolValue(false);
  if (!canConvert(typeOf(args[1]!), set.element, false)) return boolValue(false);
  const wanted = convert(args[1]!, set.element);
  return boolValue(!(wanted instanceof ConversionError) && set.items.some((item) => sameValue(item, wanted)));
};

export const collectionFunctions: Readonly<Record<string, Implementation>> = {
  chunklist: chunkList,
  coalesce,
  coalescelist: coalesceList,
  compact,
  concat,
  contains,
  distinct,
  element,
  flatten,
  hasindex: (args) => {
    requireIndexable(args[0]!);
    return boolValue(elementAt(args[0]!, args[1]!) !== undefined);
  },
  index: (args) => {
    requireIndexable(args[0]!);
    const found = elementAt(args[0]!, args[1]!);
    if (found === undefined) throw new FunctionError("invalid index");
    return found;
  },
  indexof: indexOf,
  keys,
  length: lengthOf,
  lookup,
  merge,
  reverselist: (args) => {
    const value = args[0]!;
    return likeList(value, [...sequence(args, 0, "can only reverse list or tuple values, not " + typeName(typeOf(value)))].reverse());
  },
  sethaselement: hasElement,
  setintersection: setOperation((key, sets) => sets.every((set) => set.has(key))),
  setproduct: setProduct,
  setsubtract: setOperation((key, [first, ...others]) => first!.has(key) && !others.some((set) => set.has(key))),
  setsymmetricdifference: symmetricDifference,
  setunion: setOperation(() => true),
  slice,
  sort,
  values,
  zipmap: zipMap,
};

/** These look at no element's inside, so that unknown elements pass through. */
export const shallowFunctions: ReadonlySet<string> = new Set([
  "chunklist", "coalesce", "coalescelist", "compact", "concat", "element", "flatten", "hasindex", "index", "keys", "length", "lookup", "merge", "reverselist", "slice",
  "values", "zipmap",
]);
