import { AttachedMap } from "./attached-map.ts";
import { type Noted, noteRead, readsOf } from "./reads.ts";

/** A function of an object whose results are kept as long as the object lives. Only for objects that never change. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const values = new AttachedMap<Key, Noted<Value>>();
  return (key) => {
    let known = values.get(key);
    if (known) noteRead(known.reads);
    else {
      known = readsOf(() => compute(key));
      values.set(key, known);
    }
    return known.value;
  };
}
