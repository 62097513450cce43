import { AttachedMap } from "../base/attached-map.ts";
import { bakeBlock } from "../data/bake-attributes.ts";
import type { BakeBlock } from "../model/bake/bake-file.ts";
import { referencesOf } from "./references.ts";

/** What one attribute of a block reads, by name; each once, in its order. */
export interface BlockReferences {
  readonly calls: readonly string[];
  readonly names: readonly string[];
}

/** What these versions of buildx do not know or read apart from the rest. */
export const notDecoded: ReadonlySet<string> = new Set(["matrix", "name", "resources", "policy"]);

const known = new AttachedMap<BakeBlock, readonly BlockReferences[]>();

/** What the evaluation of a block reads, in the order in which it does so: its matrix, its name, then its attributes. */
export function referencesOfBlock(block: BakeBlock): readonly BlockReferences[] {
  let references = known.get(block);
  if (references === undefined) {
    const { attributes } = bakeBlock(block.type);
    const read = [...block.attributes.values()].filter(({ name }) => attributes.has(name) && !notDecoded.has(name));
    references = [block.attributes.get("matrix"), block.attributes.get("name"), ...read].flatMap((attribute) => {
      if (attribute === undefined) return [];
      const { variables, calls } = referencesOf(attribute.value);
      if (variables.length === 0 && calls.length === 0) return [];
      return [{ calls: [...new Set(calls.map((call) => call.name))], names: [...new Set(variables.map((variable) => variable.name))] }];
    });
    known.set(block, references);
  }
  return references;
}
