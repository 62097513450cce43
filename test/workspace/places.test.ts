import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileHost, FileKind } from "../../server/src/base/host.ts";
import { FileStore } from "../../server/src/workspace/file-store.ts";

test("a place is looked at on demand, and again when files may have come or gone", async () => {
  const kinds = new Map<string, FileKind>([["file:///a", "folder"]]);
  const host: FileHost = { readText: async () => undefined, kindOf: async (uri) => kinds.get(uri), list: async () => [] };
  const store = new FileStore(host);
  const seen = () => [store.kindOf("file:///a"), store.kindOf("file:///a/b")];
  assert.deepEqual(seen(), [undefined, undefined]);
  assert.equal(await store.settle(), true);
  assert.deepEqual(seen(), ["folder", "absent"]);
  assert.equal(await store.settle(), false);
  kinds.set("file:///a/b", "file");
  assert.equal(await store.settle(), false);
  const before = store.kindRevision;
  store.recheckKinds();
  assert.equal(await store.settle(), true);
  assert.deepEqual(seen(), ["folder", "file"]);
  assert.ok(store.kindRevision > before);
});
