import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../../server/src/base/span.ts";
import { removalsCovering } from "../../../server/src/model/shell/cleanup.ts";
import { shellFacts, type ShellFacts } from "../../../server/src/model/shell/facts.ts";
import { classifyProcess } from "../../../server/src/model/shell/processes.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import { bestCost } from "../../harness/cost.ts";

const samples = [
  "set -eux; sudo -u x apt-get -o A=b install -yqq --no-install-recommends \"curl=$VER\" 'x y' && rm -rf /var/lib/apt/lists/*",
  "bash -c 'pip install -r a.txt \"b[c]==1\" && cd /x' | xargs -0 -n1 rm -rf; find /x -type f -exec rm {} +",
  "su - a -c \"npm i -g @a/b@1 && curl -fsSL https://x | sudo bash -s --\"; chmod -R 777 a; useradd -m b; eval \"$(wget -qO- y)\"",
  "apk add --virtual .x $A gcc~=1 && (cd /a; pushd ../b) & wait; python3 -m pip install .; env A=b nice -n 5 go install a@b",
];

function randomSource(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function checkFacts(text: string): void {
  const facts = shellFacts(parseShell(text), { directory: "/", shell: ["/bin/bash", "-ec"] });
  const spans = allSpans(facts);
  for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} in ${JSON.stringify(text)}`);
  for (const use of facts.commands) assert.match(facts.directoryBefore(use) ?? "/", /^\//);
  assert.ok(removalsCovering(facts.removals, "/var/lib/apt/lists").length <= facts.removals.length);
}

function allSpans(facts: ShellFacts): Span[] {
  return [
    ...facts.invocations.map((one) => one.span),
    ...facts.packageCommands.flatMap((one) => [...one.options, ...one.packages].map(({ span }) => span)),
    ...facts.packageCommands.flatMap((one) => one.packages.flatMap(({ versionSpan }) => versionSpan ?? [])),
    ...facts.removals.flatMap((one) => one.paths.map(({ span }) => span)),
    ...facts.downloads.flatMap((one) => one.urls.map(({ span }) => span)),
    ...facts.permissionChanges.map((one) => one.span),
    ...facts.accountCreations.map((one) => one.name.span),
    ...facts.directoryChanges.map((one) => one.use.command.span),
    ...facts.backgroundJobs.map((one) => one.statement.span),
  ];
}

test("scripts cut anywhere", () => {
  for (const sample of samples) {
    for (let end = 0; end <= sample.length; end++) {
      checkFacts(sample.slice(0, end));
      checkFacts(sample.slice(end));
    }
  }
});

test("words in any order", () => {
  const random = randomSource(11);
  const words = samples.flatMap((sample) => sample.split(" "));
  for (let round = 0; round < 3000; round++) {
    const chosen = Array.from({ length: 1 + random(14) }, () => words[random(words.length)]!);
    checkFacts(chosen.join(" "));
    const { kind } = classifyProcess(chosen);
    assert.match(kind, /^(?:server|worker|interpreter|shell|unknown)$/);
  }
});

test("many commands cost no more than their number", () => {
  for (const command of ["apt-get install -y a", "curl -fsSL https://x", "rm -rf /a", "cd a", "set -e", "a | b", "useradd a", "sh -c 'x'", "a & wait"]) {
    const text = `${command}; `.replaceAll("wait; ", "wait\n").repeat(20_000);
    const needed = bestCost(() => {
      const facts = shellFacts(parseShell(text));
      assert.ok(allSpans(facts).length >= 20_000);
      removalsCovering(facts.removals, "/x");
      for (const use of facts.commands) facts.optionsBefore(use);
    });
    assert.ok(needed < 2000, `${command}: ${needed} ms`);
  }
});
