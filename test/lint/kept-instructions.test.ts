// What an edit did not touch is kept with everything that was found out about it, and moves. What is found then has to be what a
// fresh start finds. Seeded edits of the rules' own examples; BAKEWELL_EDITS=200 tries that many on each.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resolveConfiguration } from "../../server/src/lint/configuration.ts";
import type { Finding } from "../../server/src/lint/finding.ts";
import { lintDockerfile } from "../../server/src/lint/lint-dockerfile.ts";
import type { Dockerfile } from "../../server/src/model/dockerfile/dockerfile.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { unknownUse } from "../../server/src/model/dockerfile/use.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";
import { createRandom } from "../oracle/bake/random.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";

type Random = ReturnType<typeof createRandom>;

const edits = Number(process.env["BAKEWELL_EDITS"] ?? 3);
const strict = resolveConfiguration({ profile: "strict" });
const texts = exampleCases().filter(({ path }) => /Dockerfile$/.test(path)).map(({ name, files, path }) => ({ name, text: files.get(path)! }));

const pieces = ["x", " ", "\n", "\\", "\\\n", "# remark\n", "\nRUN apt-get update\n", "\nFROM debian:12 AS other\n", '\nSHELL ["/bin/bash", "-c"]\n', "\nARG NAME=1\n", "<<EOF", "EOF\n", "\nONBUILD ", "$NAME", '"', "'", "&& cd /srv ", "--link ", "\r\n", "\nUSER root\n", "=", "|"];
const words = [...new Set(texts.flatMap(({ text }) => text.match(/[^\s"'=]+/g) ?? []))].sort();

/** Mostly another word in place of one, as what typing changes stays within an instruction; else anything anywhere. */
function edited(text: string, random: Random): string {
  const known = [...text.matchAll(/[^\s"'=]+/g)];
  if (known.length > 0 && random.below(3) > 0) {
    const word = random.pick(known);
    return text.slice(0, word.index) + random.pick(words) + text.slice(word.index + word[0].length);
  }
  const at = random.below(text.length + 1);
  const end = random.below(3) === 0 ? Math.min(text.length, at + random.below(30)) : at;
  return text.slice(0, at) + (random.below(4) === 0 && end > at ? "" : random.pick(pieces)) + text.slice(end);
}

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
