/** Gives back what it is constructed with, so that a derived class adds its private field to an object that exists already. */
class Adopted {
  constructor(object: object) {
    return object;
  }
}

class Attachments extends Adopted {
  /** By number of the map; no spread, comparison or listing of the object sees it. */
  readonly #values: unknown[] = [];

  static of(object: object): unknown[] {
    return #values in object ? object.#values : (new Attachments(object) as Attachments).#values;
  }

  static known(object: object): unknown[] | undefined {
    return #values in object ? object.#values : undefined;
  }
}

let maps = 0;

/**
 * Holds values for objects like a WeakMap, within the objects themselves. A WeakMap whose values lead back to their keys keeps both
 * through all collections of young objects, so that each edit's trees would grow old before they are freed; these die with their key.
 * Made once for a module, never again and again: its number is never free again.
 */
export class AttachedMap<Key extends object, Value> {
  private readonly number = maps++;

  get(key: Key): Value | undefined {
    return Attachments.known(key)?.[this.number] as Value | undefined;
  }

  set(key: Key, value: Value): void {
    Attachments.of(key)[this.number] = value;
  }
}
