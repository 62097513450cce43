// One syntax error must not hide what is found in the rest of a file: at least 95 of 100 other findings stay. Of bake files the errors and
// warnings count: that nothing uses a name is not said of a file in which a part cannot be read. What opens a comment or a heredoc is no case.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Finding } from "../../server/src/lint/finding.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";
import { createRandom, type Random } from "../oracle/bake/random.ts";
import { bakeCase, composedCase, exampleCases, partsOf } from "../oracle/fixes/fix-cases.ts";

const dockerfileErrors = [
  "RNU apt-get update",
  "COPY",
  "COPY --form=build /a /b",
  "ENV",
  "ARG 1=2=",
  'RUN ["make"',
  'RUN echo "unfinished',
  "RUN make && (",
  "RUN if true; then",
  "RUN --mount=type=cach true",
  "EXPOSE eighty",
  "LABEL a",
  "ADD --checksum= a",
  "STOPSIGNAL",
  "SHELL /bin/sh",
  ">>>>>>> theirs",
];

const bakeErrors = ["target", 'target "x', "tags = [", "= 3", "}", 'variable "A" { default = }', "a = ${", "<<<<<<< ours", "group {"];

/** Findings by what they say of which line's text, so that lines may move. */
async function findingsIn(path: string, text: string): Promise<string[]> {
  const { workspace, linter } = await memoryWorkspace(new Map([[path, text]]));
  const snapshot = workspace.store.get(`${memoryFolder}/${path}`)!;
  const findings = linter.lint(snapshot).filter(({ severity }) => path === "Dockerfile" || severity === "error" || severity === "warning");
  return findings.map((finding) => keyOf(finding, text));
}

function keyOf({ rule, span }: Finding, text: string): string {
  return `${rule.name}: ${text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.end)}`;
}

/** The offsets in front of which a line may be put: lines that no instruction or block goes on over. */
function insertionPlaces(path: string, text: string): number[] {
  const starts = [...text.matchAll(path === "Dockerfile" ? /^(?:RUN|COPY|ADD|ENV|ARG|USER|WORKDIR|LABEL|EXPOSE|CMD|ENTRYPOINT|HEALTHCHECK)\b/gm : /^(?:target|group|variable|function)\b|^ {2}[a-z-]+ *=/gm)];
  return starts.map(({ index }) => index).filter((index) => !/[\\`]\r?\n$/.test(text.slice(0, index)));
}

async function shareThatStays(path: string, texts: readonly string[], errors: readonly string[], random: Random): Promise<{ share: number; worst: string }> {
  let all = 0;
  let kept = 0;
  const lost = new Map<string, number>();
  for (const text of texts) {
    const places = insertionPlaces(path, text);
    if (places.length === 0) continue;
    const before = await findingsIn(path, text);
    for (const error of errors) {
      const place = random.pick(places);
      const after = new Set(await findingsIn(path, `${text.slice(0, place)}${error}\n${text.slice(place)}`));
      const stays = before.filter((finding) => after.has(finding)).length;
      all += before.length;
      kept += stays;
      lost.set(error, (lost.get(error) ?? 0) + before.length - stays);
    }
  }
  assert.ok(all > 1000, `${all} findings to lose`);
  return { share: kept / all, worst: [...lost].sort((one, other) => other[1] - one[1]).map(([error, count]) => `${error}: ${count} of ${all / errors.length | 0}`).join("\n") };
}

describe("With one syntax error the other findings stay", () => {
  test("in Dockerfiles", async () => {
    const random = createRandom(5);
    const parts = partsOf(exampleCases());
    const texts = Array.from({ length: 40 }, (_, number) => composedCase(random, number, parts).files.get("Dockerfile")!);
    const { share, worst } = await shareThatStays("Dockerfile", texts, dockerfileErrors, random);
    assert.ok(share >= 0.95, `${(share * 100).toFixed(1)} % stay; lost by each:\n${worst}`);
  });

  test("in bake files", async () => {
    const random = createRandom(6);
    const texts = Array.from({ length: 150 }, (_, seed) => bakeCase(seed).files.get("docker-bake.hcl")!);
    const { share, worst } = await shareThatStays("docker-bake.hcl", texts, bakeErrors, random);
    assert.ok(share >= 0.95, `${(share * 100).toFixed(1)} % stay; lost by each:\n${worst}`);
  });
});
