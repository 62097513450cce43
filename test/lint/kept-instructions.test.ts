// What an edit did not touch is kept with everything that was found out about it, and moves. What is found then has to be what a
// fresh start finds. Seeded edits of the rules' own examples; BAKEWELL_EDITS=200 tries that many on each.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LatePart } from "../../server/src/base/late-part.ts";
import { resolveConfiguration } from "../../server/src/lint/configuration.ts";
import type { Finding } from "../../server/src/lint/finding.ts";
import { lintDockerfile } from "../../server/src/lint/lint-dockerfile.ts";
import type { Dockerfile } from "../../server/src/model/dockerfile/dockerfile.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { type DockerfileUse, unknownUse } from "../../server/src/model/dockerfile/use.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import type { DockerfileRule } from "../../server/src/rules/rule.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";
import { randomEdits } from "../harness/random-edits.ts";
import { createRandom } from "../oracle/bake/random.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";

const edits = Number(process.env["BAKEWELL_EDITS"] ?? 3);
const strict = resolveConfiguration({ profile: "strict" });
const texts = exampleCases().filter(({ path }) => /Dockerfile$/.test(path)).map(({ name, files, path }) => ({ name, text: files.get(path)! }));

const edited = randomEdits(texts.map(({ text }) => text));

function saidOf(dockerfile: Dockerfile): string[] {
  const place = ({ start, end }: Finding["span"]): string => `${start}-${end}`;
  const findings = lintDockerfile("file:///work/Dockerfile", dockerfile, unknownUse, allRules, strict, (_rule, error) => {
    throw error;
  });
  const faults = dockerfile.tree.faults.map(({ code, span, message }) => `${code} ${place(span)} ${message}`);
  const comments = dockerfile.tree.comments.map(({ span, text: comment }) => `# ${place(span)} ${comment}`);
  return [...faults, ...comments, ...findings.map(({ rule, severity, span, message, fixes }) =>
    `${rule.name} ${severity} ${place(span)} ${message} ${fixes.map(({ title, safety, edits: changes }) => `${safety} ${title}: ${changes.map((change) => `${place(change.span)} ${change.newText}`).join("; ")}`).join(" | ")}`)];
}

describe("Instructions that an edit leaves alone", () => {
  for (const { name, text } of texts) {
    test(name, () => {
      const random = createRandom(text.length);
      let current = text;
      let dockerfile = readDockerfile(parseDockerfile(current));
      saidOf(dockerfile);
      for (let count = 0; count < edits; count++) {
        const before = current;
        current = edited(current, random);
        dockerfile = readDockerfile(parseDockerfile(current, dockerfile.tree), dockerfile);
        const fresh = readDockerfile(parseDockerfile(current));
        assert.deepEqual(saidOf(dockerfile), saidOf(fresh), `from\n${before}\nto\n${current}`);
      }
    });
  }

  test("are the same objects, and stand where they stand now", () => {
    const text = "FROM debian:12\nRUN apt-get update\nRUN make all\n";
    const before = parseDockerfile(text);
    const [from, , make] = before.instructions;
    const after = parseDockerfile(text.replace("update", "update -q"), before);
    assert.equal(after.instructions[0], from);
    assert.equal(after.instructions[2], make);
    assert.equal(after.text.slice(make!.span.start, make!.span.end), "RUN make all");
  });

  test("are not kept behind a changed end of the file, another escape character, or in a heredoc's reach", () => {
    const keptOf = (text: string, other: string): string[] => {
      const before = parseDockerfile(text);
      const known = new Set(before.instructions);
      return parseDockerfile(other, before).instructions.filter((instruction) => known.has(instruction)).map(({ span }) => other.slice(span.start, span.end));
    };
    assert.deepEqual(keptOf("FROM a\nRUN b", "FROM a\nRUN bc"), ["FROM a"]);
    assert.deepEqual(keptOf("FROM a\nRUN b \\\n", "FROM a\nRUN b \\\nc\n"), ["FROM a"]);
    assert.deepEqual(keptOf("FROM a\nRUN <<E\nb\n", "FROM a\nRUN <<E\nb\nE\nRUN c\n"), ["FROM a"]);
    assert.deepEqual(keptOf("FROM a\nRUN b\n", "# escape=`\nFROM a\nRUN b\n"), []);
    assert.deepEqual(keptOf("FROM a\nRUN b\nRUN c\n", "FROM a\nRUN <<E\nRUN b\nRUN c\n"), ["FROM a"]);
    assert.deepEqual(keptOf("FROM a\nRUN b\nRUN c\n", "FROM a\nRUN b \\\nRUN c\n"), ["FROM a"]);
  });
});

describe("A rule that found nothing", () => {
  const configuration = resolveConfiguration({});
  let runs = 0;

  /** Says something of every EXPOSE of one port. */
  function ruleOn(port: string): DockerfileRule {
    return {
      name: "Ports", aliases: [], language: "dockerfile", category: "style", severity: "warning", summary: "",
      check: ({ dockerfile, report }) => {
        runs++;
        for (const { words: [word] } of dockerfile.all("EXPOSE")) if (word?.text === port) report(word, "Here.");
      },
    };
  }

  function lint(dockerfile: Dockerfile, rule: DockerfileRule, use: DockerfileUse = unknownUse): number {
    return lintDockerfile("file:///work/Dockerfile", dockerfile, use, rules.get(rule) ?? rules.set(rule, [rule]).get(rule)!, configuration, () => assert.fail()).length;
  }

  const rules = new Map<DockerfileRule, readonly DockerfileRule[]>();
  const text = "FROM debian:12\nEXPOSE 80\nRUN make all\n";

  function edit(from: Dockerfile, changed: string): Dockerfile {
    return readDockerfile(parseDockerfile(changed, from.tree), from);
  }

  function counted(work: () => void): number {
    runs = 0;
    work();
    return runs;
  }

  test("is not run again until something changes that it looked at", () => {
    const rule = ruleOn("81");
    let dockerfile = readDockerfile(parseDockerfile(text));
    assert.equal(counted(() => assert.equal(lint(dockerfile, rule), 0)), 1);
    dockerfile = edit(dockerfile, text.replace("all", "install"));
    assert.equal(counted(() => assert.equal(lint(dockerfile, rule), 0)), 0);
    dockerfile = edit(dockerfile, "# remark\n" + text.replace("80", "81"));
    assert.equal(counted(() => assert.equal(lint(dockerfile, rule), 1)), 1);
    dockerfile = edit(dockerfile, "# remarks\n" + text.replace("80", "81"));
    assert.equal(counted(() => assert.equal(lint(dockerfile, rule), 1)), 1, "one that found something is run at every edit");
  });

  test("is run when an edit in between was never checked, or others build the file now", () => {
    const rule = ruleOn("81");
    let dockerfile = readDockerfile(parseDockerfile(text));
    lint(dockerfile, rule);
    dockerfile = edit(dockerfile, text.replace("80", "81"));
    dockerfile = edit(dockerfile, text.replace("80", "81").replace("all", "install"));
    assert.equal(counted(() => assert.equal(lint(dockerfile, rule), 1)), 1);
    const other = ruleOn("82");
    lint(dockerfile, other);
    dockerfile = edit(dockerfile, text.replace("80", "81"));
    assert.equal(counted(() => lint(dockerfile, other, { isKnown: true, builds: [] })), 1);
  });

  test("because it was not loaded yet is run when it is", async () => {
    const part = new LatePart(async () => ruleOn("80"));
    const rule: DockerfileRule = { ...ruleOn("80"), part, check: (context) => part.loaded?.check(context) };
    let dockerfile = readDockerfile(parseDockerfile(text));
    assert.equal(lint(dockerfile, rule), 0);
    await part.load();
    dockerfile = edit(dockerfile, text.replace("all", "install"));
    assert.equal(lint(dockerfile, rule), 1);
  });
});
