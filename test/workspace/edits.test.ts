// After each of many edits, what is known of a bake file is what a fresh start finds.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Linter } from "../../server/src/lint/linter.ts";
import type { Workspace } from "../../server/src/workspace/workspace.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";
import { bakeRequest } from "../oracle/bake/generate-files.ts";
import { createRandom, type Random } from "../oracle/bake/random.ts";

const dockerfile = "ARG A\nFROM alpine AS build\nARG B\nRUN echo $A $B\nFROM build AS st\n";
const uri = `${memoryFolder}/docker-bake.hcl`;

const snippets = [
  "\n", " ", "x", "1", "\"", "{", "}", "[", "]", "=", ",", "#", "/*", "*/", "${", "<<EOT\n", "\nEOT\n", "  target = \"st\"\n", "  args = { A = TAG }\n", "  tags = [\"a/b:${TAG}\", \"c\"]\n",
  "  tags = LIST\n", "\ntarget \"app\" {\n  inherits = [\"base\"]\n}\n", "\nvariable \"TAG\" {\n  default = \"other\"\n}\n", "\nTAG2 = \"h\"\n", "\nG2 = TAG\n", "# a comment\n", "  contexts = { dep = \"target:base\" }\n",
  "  args = { A = target.app.context, B = NOPE }\n", "  dockerfile-inline = <<EOT\n    FROM ${TAG}\n    RUN cd /x\n  EOT\n", "\nfunction \"wrap\" {\n  params = [x]\n  result = \"${x}${TAG}\"\n}\n", "  labels = { l = wrap(\"q\") }\n",
  "  matrix = { v = [\"1\", \"2\"] }\n  name = \"m-${v}\"\n", "\ntarget \"m\" {\n  matrix = { v = LIST }\n  name = \"m-${v}\"\n  args = { A = v, B = TAG2 }\n}\n", "\r\n",
];

const functions = `function "outer" {
  params = [x]
  result = "\${inner(x)}-\${TAG2}"
}
function "inner" {
  params = [x]
  result = [x, upper(TAG)][0]
}
target "calling" {
  inherits = ["web"]
  args = { A = outer("q"), G = GLOBAL }
}
target "matrix" {
  name = "n-\${REPO}"
  matrix = { REPO = ["1", "2"] }
  args = { A = REPO }
}
GLOBAL = [TAG2][0]
`;

/** Types, pastes or deletes something, more often where a line begins. */
function edited(random: Random, text: string): string {
  const anywhere = random.below(text.length + 1);
  const lineStart = text.lastIndexOf("\n", anywhere - 1) + 1;
  const at = random.chance(0.5) ? anywhere : lineStart;
  const removed = random.pick([0, 0, 0, 1, 1, 3, 40]);
  const inserted = removed > 0 && random.chance(0.7) ? "" : random.pick(snippets);
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

/** A generated file with its blocks in any order, so that what others depend on is edited behind them as well. */
function shuffled(random: Random, text: string): string {
  const blocks = `${text}\n${functions}`.split(/\n(?=[a-zA-Z]\w* )/);
  for (let at = blocks.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [blocks[at], blocks[other]] = [blocks[other]!, blocks[at]!];
  }
  return `${blocks.join("\n")}\n`;
}

/** Everything that others see of the models, as plain data. */
function shownBy(workspace: Workspace, linter: Linter): unknown {
  const file = workspace.store.get(uri)!;
  const { body, faults, strictFaults, comments } = file.bakeFile!.tree;
  const sets = workspace.setModels().map(({ set, links }) => {
    const { targets, groups, variables, faults: found, stopped } = set.evaluation;
    return {
      targets, groups, variables, found, stopped, resolved: set.resolved, folder: set.workingFolderUri,
      links: links.map(({ target, contextUri, dockerfileUri, isDockerfileMissing, stageName, stage, inline }) => ({ target, contextUri, dockerfileUri, isDockerfileMissing, stageName, stage: stage?.index, inline: inline?.snapshot.text })),
    };
  });
  const findings = linter.lint(file).map(({ rule, span, message, severity, fixes }) => ({ rule: rule.name, span, message, severity, fixes: fixes.map((fix) => fix.title) }));
  return { tree: { body, faults, strictFaults, comments }, sets, findings };
}

async function checkEdits(seed: number, count: number): Promise<void> {
  const random = createRandom(seed);
  const request = bakeRequest(random);
  const files = new Map([["Dockerfile", dockerfile], ["docker-bake.override.hcl", "target \"web\" {\n  args = { OVER = TAG2 }\n}\n"], ["docker-bake.hcl", shuffled(random, request.files.map(({ text }) => text).join("\n"))]]);
  const known = await memoryWorkspace(files, undefined, request.environment);
  const sound = files.get("docker-bake.hcl")!;
  let text = sound;
  known.workspace.store.openDocument(uri, 0, text, undefined);
  for (let version = 1; version <= count; version++) {
    const before = text;
    // Undoing keeps most texts sound, of which more is evaluated.
    text = edited(random, random.chance(0.4) ? sound : text);
    known.workspace.store.changeDocument(uri, version, text);
    known.workspace.setModels();
    // Now and then several changes come before the models are asked for.
    if (random.chance(0.2)) continue;
    await known.workspace.settle();
    const fresh = await memoryWorkspace(files.set("docker-bake.hcl", text), undefined, request.environment);
    fresh.workspace.store.openDocument(uri, version, text, undefined);
    await fresh.workspace.settle();
    assert.deepEqual(shownBy(known.workspace, known.linter), shownBy(fresh.workspace, fresh.linter), `seed ${seed}, edit ${version}\n--- before\n${before}\n--- after\n${text}`);
  }
}

const seeds = Number(process.env["BAKEWELL_EDIT_SEEDS"] ?? 24);
for (let seed = 1; seed <= seeds; seed++) test(`20 edits of generated file ${seed}`, () => checkEdits(seed, 20));
