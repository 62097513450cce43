// Which tags are releases, and which of them may be meant by a floating one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isFloatingTag, newestRelease, releasesBehind } from "../../../server/src/model/dockerfile/images/release-tags.ts";

/** The candidates for a tag (`-` for a missing one) among these, in the order in which they are compared. */
function checkReleases(tag: string, tags: string, expected: string, newest: string | null = expected.split(" ")[0]!): void {
  const floating = tag === "-" ? undefined : tag;
  assert.equal(releasesBehind(floating, tags.split(" ")).join(" "), expected, tag);
  assert.equal(newestRelease(floating, tags.split(" ")) ?? null, newest, tag);
}

test("within a version, of the same variant", () => {
  const alpine = "3 3.9 3.19 3.20 3.19.1 3.19.10 3.19.2 3.20.3 edge latest 20240606 2.7";
  checkReleases("3", alpine, "3.20.3 3.19.10 3.9 3.20 3.19.2 3.19.1 3.19");
  checkReleases("3.19", alpine, "3.19.10 3.19.2 3.19.1");
  checkReleases("2.7", alpine, "", null);
  checkReleases("22-alpine", "22.1.0 22.1.0-alpine 22.1.0-alpine3.20 22.10.0-alpine 22-alpine 22-slim 20.1.0-alpine", "22.10.0-alpine 22.1.0-alpine");
  checkReleases("v3", "v3.1.0 3.2.0 v3.0.9", "v3.1.0 v3.0.9");
});

test("behind a channel: the newest of each major version, then of each minor version, then the rest; dates last", () => {
  checkReleases("lts", "25.2.1 25.2.0 25.1.0 24.11.0 24.10.0 22.1.0 lts latest 26.0.0-rc.1 24.11.0-slim", "25.2.1 24.11.0 22.1.0 25.1.0 24.10.0 25.2.0");
  checkReleases("-", "3.20.3 3.20 3 20240606 20250108", "3.20.3 3 3.20 20250108 20240606");
  checkReleases("latest", "24.04 24.10 25.04 25.10 noble", "25.10 24.10 25.04 24.04");
  checkReleases("lts-alpine", "24.1.0-alpine 24.1.0 22.1.0-alpine", "24.1.0-alpine 22.1.0-alpine 24.1.0");
});

test("a variant by its name alone also stands for releases without it, but the newest of those is not meant", () => {
  checkReleases("bookworm-slim", "13.1-slim 12.11-slim 12.11 bookworm-20250101-slim", "13.1-slim 12.11-slim 12.11", null);
  checkReleases("alpine", "1.29.1-alpine 1.28.0-alpine 1.29.1", "1.29.1-alpine 1.28.0-alpine 1.29.1");
});

test("previews, commits and numbers out of all bounds are no releases", () => {
  checkReleases("3", "3.14.0rc1 3.13.0 3.14.0-beta1 3.13.1-rc1-slim 3.99999999999999999999 sha-3f2a", "3.13.0");
});

test("tags that move and tags that stay", () => {
  for (const tag of [undefined, "latest", "3", "3.19", "22-alpine", "v2", "lts", "bookworm-slim", "ltsc2022"]) assert.equal(isFloatingTag(tag), true, tag);
  for (const tag of ["3.19.1", "v1.2.3-alpine", "20240606", "bookworm-20240612", "3.14.0rc1", "sha-1a2b3c4", "8843d7f92416211de9ebb963ff4ce28125932878", "base-20240101.0.204074"]) assert.equal(isFloatingTag(tag), false, tag);
});
