import { AttachedMap } from "./attached-map.ts";
import { beginReads, endReads, noteRead } from "./reads.ts";

/** A function of an object whose results are kept as long as the object lives. Only for objects that never change. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const values = new AttachedMap<Key, { readonly value: Value; readonly reads: number }>();
  return (key) => {
    const known = values.get(key);
    if (known) {
      noteRead(known.reads);
      return known.value;
    }
    const outer = beginReads();
    let reads = 0;
    try {
      const value = compute(key);
      reads = endReads(outer);
      values.set(key, { value, reads });
      return value;
    } catch (error) {
      endReads(outer);
      throw error;
    }
  };
}
