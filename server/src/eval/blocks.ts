import type { BakeAttribute } from "../model/bake/bake-file.ts";
import type { AttributeType, BakeAttributeInfo } from "../data/bake-attributes.ts";
import { bakeBlock } from "../data/bake-attributes.ts";
import { notDecoded } from "./block-references.ts";
import type { DependencyFault } from "./dependencies.ts";
import { loadDependencies } from "./dependencies.ts";
import { ConversionError, convert } from "./convert.ts";
import { startSpan } from "./call-expression.ts";
import { decodeEntries } from "./entries.ts";
import { makeInstances } from "./matrix.ts";
import { addFault, evaluateIn } from "./set-state.ts";
import type { BlockInstance, BlockState, Pieces, SetState } from "./set-state.ts";
import type { Type, Value } from "./value.ts";
import { anyType, boolType, listOf, mapOf, nullOf, objectValue, stringType, stringValue, unknownValue } from "./value.ts";

const nothingHidden: ReadonlySet<string> = new Set();
const decodedTypes: Readonly<Partial<Record<AttributeType, Type>>> = {
  string: stringType, bool: boolType, "list(string)": listOf(stringType), "map(string)": mapOf(stringType),
};
const entriesType = listOf(mapOf(stringType));

/** Resolves one attribute, or all, of the blocks of that name: what `target.NAME.ATTR` asks for. */
export function resolveBlocks(state: SetState, type: "target" | "group", name: string, attribute: string | undefined, allowMissing: boolean): DependencyFault | undefined {
  if (!state.names.has(type)) expose(state, type);
  for (const block of findBlocks(state, type, name)) {
    const fault = resolveBlock(state, block, attribute);
    if (fault !== undefined && !(allowMissing && fault.missing)) return fault;
  }
  return undefined;
}

function findBlocks(state: SetState, type: "target" | "group", name: string): readonly BlockState[] {
  const own = state.blocks[type].get(name);
  if (own !== undefined) return own;
  return type === "target" ? state.blockOrder.filter((block) => block.instances?.some((instance) => instance.name === name)) : [];
}

/** The mutable entries of the value that `target` and `group` have while blocks are being resolved. */
function expose(state: SetState, type: "target" | "group"): ExposedBlocks {
  const found = state.names.get(type);
  if (found?.kind === "map" && found.entries instanceof ExposedBlocks) return found.entries;
  const entries = new ExposedBlocks();
  state.names.set(type, { kind: "map", element: anyType, entries });
  return entries;
}

/** Blocks by name, each made into a value when an expression asks for it, which few do. Nothing lists them: `target` alone is refused. */
class ExposedBlocks extends Map<string, Value> {
  private readonly waiting = new Map<string, () => Value>();

  expose(name: string, make: () => Value): void {
    this.waiting.set(name, make);
    this.set(name, unknownValue(`${name} is not asked for`));
  }

  override get(name: string): Value | undefined {
    const make = this.waiting.get(name);
    if (make !== undefined) {
      this.waiting.delete(name);
      this.set(name, make());
    }
    return super.get(name);
  }
}

/** The same at once. */
function resolveBlock(state: SetState, block: BlockState, attribute: string | undefined): DependencyFault | undefined {
  const pieces = resolveInPieces(state, block, attribute);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/**
 * Decodes what is not decoded yet, of one attribute or of all. Faults are recorded; only a cycle is returned.
 * As in buildx, attributes count as being in progress only when one of them was asked for.
 */
export function* resolveInPieces(state: SetState, block: BlockState, attribute: string | undefined): Pieces<DependencyFault | undefined> {
  const exposed = expose(state, block.type);
  block.instances ??= makeInstances(state, block);
  const known = bakeBlock(block.type).attributes;
  for (const instance of block.instances) {
    const wanted: BakeAttribute[] = [];
    for (const item of block.block.attributes.values()) {
      if (!known.has(item.name) || notDecoded.has(item.name) || instance.done.has(item.name)) continue;
      if (attribute !== undefined && item.name !== attribute) continue;
      if (instance.started.has(item.name)) {
        return { missing: false, code: "reference-cycle", detail: `reference cycle not allowed for ${block.type}.${instance.name}.${item.name}` };
      }
      wanted.push(item);
    }
    // Once the budget is used up, nothing more is known.
    const broken = state.budget.steps < 0 ? wanted : wanted.filter((item) => {
      if (attribute !== undefined) instance.started.add(item.name);
      const loaded = loadDependencies(state, block.uri, item.value, instance.scope, instance.marked, nothingHidden, true);
      instance.started.delete(item.name);
      return !loaded;
    });
    for (const item of wanted) {
      if (instance.done.has(item.name)) continue;
      const value = broken.includes(item) ? unknownValue(`${item.name} is in error`) : decode(state, block, instance, item);
      if (value !== undefined) instance.values.set(item.name, value);
      instance.done.add(item.name);
    }
    exposed.expose(instance.name, () => exposedValue(block, instance));
    yield;
  }
  if (block.type === "group" && attribute === undefined) checkRequired(state, block);
  return undefined;
}

function checkRequired(state: SetState, block: BlockState): void {
  if (block.block.attributes.has("targets")) return;
  const { openBrace, typeSpan } = block.block.block;
  const at = openBrace ?? typeSpan;
  addFault(state, block.uri, {
    code: "missing-attribute", span: { start: at.start, end: at.start }, summary: "Missing required argument",
    detail: "The argument \"targets\" is required, but no definition was found.", name: "targets",
    better: { span: block.block.labelSpan, message: `Group "${block.block.name}" has no \`targets\`.` },
  });
}

function decode(state: SetState, block: BlockState, instance: BlockInstance, item: BakeAttribute): Value | undefined {
  const value = evaluateIn(state, block.uri, item.value, instance.scope, 2);
  const info = bakeBlock(block.type).attributes.get(item.name)!;
  const decoded = decodeAs(info.type, value);
  const refused = decoded instanceof ConversionError ? decoded : holdsForbiddenNull(info, decoded) ? new ConversionError("null value is not allowed") : undefined;
  if (refused === undefined) return decoded as Value;
  addFault(state, block.uri, {
    code: "wrong-type", span: startSpan(item.value), summary: "Unsuitable value type", detail: `Unsuitable value: ${refused.message}`, name: item.name,
    better: { span: item.valueSpan, message: `\`${item.name}\`: ${refused.message}.` },
  });
  return unknownValue(refused.message);
}

function holdsForbiddenNull(info: BakeAttributeInfo, value: Value): boolean {
  if (value.kind === "null") return !info.nullable;
  if (info.type === "list(string)") return "items" in value && value.items.some((item) => item.kind === "null");
  return info.name === "contexts" && "entries" in value && [...value.entries.values()].some((entry) => entry.kind === "null");
}

function decodeAs(type: AttributeType, value: Value): Value | ConversionError {
  const plain = decodedTypes[type];
  if (plain !== undefined) return convert(value, plain);
  return decodeEntries(type.slice("list(".length, -1) as "cache", value);
}

/** The object that other blocks see: every attribute, null where it is not set. */
function exposedValue(block: BlockState, instance: BlockInstance): Value {
  const entries: [string, Value][] = [["name", stringValue(instance.name)]];
  for (const info of bakeBlock(block.type).attributes.values()) {
    if (notDecoded.has(info.name)) continue;
    const unset = info.name === "description" ? stringValue("") : nullOf(decodedTypes[info.type] ?? entriesType);
    entries.push([info.name, instance.values.get(info.name) ?? unset]);
  }
  return objectValue(entries);
}
