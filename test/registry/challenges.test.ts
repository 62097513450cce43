// The header WWW-Authenticate as registries write it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readChallenges } from "../../server/src/node/registry/challenges.ts";

/** `header` is read as `expected`: a line for each scheme with its parameters. */
function checkChallenges(header: string, expected: readonly string[]): void {
  const read = readChallenges(header).map(({ scheme, parameters }) => [scheme, ...[...parameters].map(([name, value]) => `${name}=${value}`)].join(" "));
  assert.deepEqual(read, expected, header);
}

test("schemes and parameters", () => {
  checkChallenges('Bearer realm="https://auth.example.com/token",service="registry.example.com",scope="repository:a/b:pull,push"', ["bearer realm=https://auth.example.com/token service=registry.example.com scope=repository:a/b:pull,push"]);
  checkChallenges('BASIC Realm = plain', ["basic realm=plain"]);
  checkChallenges('Negotiate, Basic realm="a \\"quoted\\" name" , Bearer realm="r", error="invalid_token"', ["negotiate", 'basic realm=a "quoted" name', "bearer realm=r error=invalid_token"]);
});

test("what is malformed ends the reading", () => {
  checkChallenges("", []);
  checkChallenges('Bearer realm="open', ["bearer"]);
  checkChallenges('realm="of nobody"', []);
  checkChallenges("Bearer realm=r, @", ["bearer realm=r"]);
});
