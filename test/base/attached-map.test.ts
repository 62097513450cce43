// Values that are kept within their keys, and seen by nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AttachedMap } from "../../server/src/base/attached-map.ts";
import { memoize } from "../../server/src/base/memoize.ts";

test("each map keeps its own value for an object", () => {
  const first = new AttachedMap<object, string | undefined>();
  const second = new AttachedMap<object, number>();
  const key = {};
  assert.equal(first.get(key), undefined);
  first.set(key, "a");
  second.set(key, 1);
  second.set(Object.freeze({}), 2);
  assert.deepEqual([first.get(key), second.get(key), first.get({})], ["a", 1, undefined]);
});

test("copies, comparisons and listings do not see the values", () => {
  const map = new AttachedMap<object, string>();
  const key = { name: "x" };
  map.set(key, "a");
  assert.equal(map.get({ ...key }), undefined);
  assert.deepEqual(key, { name: "x" });
  assert.deepEqual(Reflect.ownKeys(key), ["name"]);
});

test("what is computed once may be undefined", () => {
  let count = 0;
  const compute = memoize((_key: object) => {
    count++;
    return undefined;
  });
  const key = {};
  assert.deepEqual([compute(key), compute(key), count], [undefined, undefined, 1]);
});
