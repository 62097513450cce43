import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { buildArgumentOf } from "../../client/src/commands/build-argument.ts";
import { bakeChoices, buildBakeTree, preselect, targetTooltip } from "../../client/src/core/bake-tree.ts";
import type { BakeNode } from "../../client/src/core/bake-tree.ts";
import { buildStageTree, stageAtLine, stageDescription, stageTooltip } from "../../client/src/core/stage-tree.ts";
import type { StageNode } from "../../client/src/core/stage-tree.ts";
import { findSetOf } from "../../client/src/history/last-run.ts";
import type { BakeGroupItem, BakeSetItem, BakeTargetItem, StageItem } from "../../client/src/protocol.ts";

const line = (first: number, last = first): StageItem["range"] => ({ start: { line: first, character: 0 }, end: { line: last, character: 9 } });

function stage(index: number, name: string | undefined, fields: Partial<StageItem> = {}): StageItem {
  return {
    index, name, base: "alpine", parent: undefined, reads: [], builtBy: [], role: "builder",
    problems: { errors: 0, warnings: 0, information: 0, hints: 0 }, range: line(index * 10, index * 10 + 9), selectionRange: line(index * 10), ...fields,
  };
}

function showStages(nodes: readonly StageNode[], indent = ""): string {
  return nodes.map((node) => {
    if (node.kind === "read") return `${indent}← ${node.source}${node.isStage ? "" : " (image)"}\n`;
    if (node.kind === "target") return `${indent}◎ ${node.target.target}\n`;
    return `${indent}${node.title}\n${showStages(node.children, `${indent}  `)}`;
  }).join("");
}

describe("the Stages tree", () => {
  test("nests by FROM and shows reads and targets", () => {
    const stages = [
      stage(0, "base"),
      stage(1, "builder", { parent: 0, base: "base" }),
      stage(2, "web", { parent: 0, base: "base", reads: [{ stage: 1, source: "builder", range: line(22) }, { stage: undefined, source: "nginx:1", range: line(23) }], builtBy: [{ set: "s", target: "web" }] }),
      stage(3, undefined, { reads: [{ stage: 2, source: "2", range: line(31) }] }),
    ];
    assert.equal(showStages(buildStageTree({ uri: "file:///Dockerfile", stages })), `base
  builder
  web
    ← builder
    ← nginx:1 (image)
    ◎ web
stage 3
  ← web
`);
  });

  test("never loses a stage to a parent that cannot be", () => {
    const stages = [stage(0, "a", { parent: 1 }), stage(1, "b", { parent: 1 }), stage(2, "c", { parent: 7 })];
    assert.equal(showStages(buildStageTree({ uri: "x", stages })), "a\nb\nc\n");
  });

  test("describes a stage", () => {
    const web = stage(0, "web_1", { role: "service", base: "python:3.13-slim", problems: { errors: 1, warnings: 2, information: 0, hints: 1 }, builtBy: [{ set: "s", target: "web" }] });
    assert.equal(stageDescription(web), "from python:3.13-slim · service · 1 error · 2 warnings");
    assert.equal(stageTooltip(web), "**web\\_1** — a service that is shipped\n\nBuilt on `python:3.13-slim`\n\nBuilt by the bake targets `web`\n\n1 error, 2 warnings, 1 hint");
  });

  test("finds the stage at the cursor", () => {
    const stages = [stage(0, "a"), stage(1, "b")];
    assert.equal(stageAtLine(stages, 12)?.name, "b");
    assert.equal(stageAtLine(stages, 99), undefined);
  });
});

function target(name: string, fields: Partial<BakeTargetItem> = {}): BakeTargetItem {
  return { name, description: undefined, isAbstract: name.startsWith("_"), inherits: [], dockerfileUri: undefined, stage: undefined, tags: [], platforms: [], location: undefined, ...fields };
}

function set(id: string, groups: readonly BakeGroupItem[], targets: readonly BakeTargetItem[], fields: Partial<BakeSetItem> = {}): BakeSetItem {
  return { id, label: `${id}.hcl`, folderUri: `file:///${id}`, files: [`file:///${id}/docker-bake.hcl`], isDefaultLookup: true, groups, targets, problems: [], ...fields };
}

const group = (name: string, ...targets: string[]): BakeGroupItem => ({ name, description: undefined, targets, location: undefined });

function showBake(nodes: readonly BakeNode[], indent = ""): string {
  return nodes.map((node) => {
    if (node.kind === "problem") return `${indent}! ${node.problem.message}\n`;
    if (node.kind === "target") return `${indent}${node.target.name}${node.target.isAbstract ? " (dimmed)" : ""}\n`;
    const name = node.kind === "set" ? node.set.label : `[${node.group.name}]`;
    return `${indent}${name}\n${showBake(node.children, `${indent}  `)}`;
  }).join("");
}

describe("the Bake tree", () => {
  const portfolio = set("p", [group("default", "web", "all"), group("all", "web", "worker", "missing")], [target("_common"), target("web"), target("worker"), target("test")]);

  test("sets, groups, targets; targets to inherit from last", () => {
    assert.equal(showBake(buildBakeTree([portfolio])), `p.hcl
  [default]
    web
    [all]
      web
      worker
  test
  _common (dimmed)
`);
  });

  test("problems come first", () => {
    const broken = set("b", [], [], { problems: [{ message: "Unknown variable", location: undefined }] });
    assert.equal(showBake(buildBakeTree([broken])), "b.hcl\n  ! Unknown variable\n");
  });

  test("groups that hold each other or themselves end", () => {
    const circle = set("c", [group("a", "b"), group("b", "a"), group("web", "web")], [target("web")]);
    assert.equal(showBake(buildBakeTree([circle])), `c.hcl
  [a]
    [b]
  [b]
    [a]
  [web]
    web
`);
  });

  test("choices are groups, then targets that can be built", () => {
    assert.deepEqual(bakeChoices(portfolio).map((choice) => choice.name), ["default", "all", "web", "worker", "test"]);
  });

  test("what was built last is ticked, else default", () => {
    const choices = bakeChoices(portfolio);
    assert.deepEqual(preselect(choices, ["worker", "gone"]), ["worker"]);
    assert.deepEqual(preselect(choices, ["gone"]), ["default"]);
    assert.deepEqual(preselect([], []), []);
  });

  test("a tooltip is safe Markdown", () => {
    const tooltip = targetTooltip(target("web", { description: "Serves *all*", tags: ["a/b:`x`"], platforms: ["linux/amd64"], inherits: ["_common"], stage: "web" }));
    assert.equal(tooltip, "**web** — Serves \\*all\\*\n\nBuilds the stage `web`\n\nInherits from `_common`\n\nTags: `` a/b:`x` ``\n\nPlatforms: `linux/amd64`");
  });
});

describe("what a command is called with", () => {
  const web = target("web");
  const bake = set("s", [], [web]);
  const cases: readonly [string, unknown, unknown][] = [
    ["a code lens", { set: "s", targets: ["web"] }, { set: "s", targets: ["web"] }],
    ["a target's row", { kind: "target", set: bake, target: web, parents: "" }, { set: "s", targets: ["web"] }],
    ["a group's row", { kind: "group", set: bake, group: group("all", "web"), children: [] }, { set: "s", targets: ["all"] }],
    ["a set's row", { kind: "set", set: bake, children: [] }, { set: "s", targets: [] }],
    ["a target's row below a stage", { kind: "target", uri: "x", stage: 0, target: { set: "s", target: "web" } }, { set: "s", targets: ["web"] }],
    ["a stage's row", { kind: "stage", uri: "x", stage: stage(0, "web", { builtBy: [{ set: "s", target: "web" }, { set: "other", target: "x" }] }), title: "web", children: [] }, { set: "s", targets: ["web"] }],
    ["a stage that nothing builds", { kind: "stage", uri: "x", stage: stage(0, "web"), title: "web", children: [] }, undefined],
    ["the palette", undefined, undefined],
    ["nonsense", { set: 1 }, undefined],
  ];
  for (const [title, subject, expected] of cases) test(title, () => assert.deepEqual(buildArgumentOf(subject), expected));
});

describe("the last run", () => {
  const sets = [set("a", [], [], { files: ["file:///a/docker-bake.hcl", "file:///a/docker-bake.override.hcl"] }), set("b", [], [])];
  const find = (folderUri: string, ...files: string[]): string | undefined => findSetOf({ folderUri, files, targets: [] }, sets)?.id;
  test("is found by folder and files", () => assert.equal(find("file:///b", "file:///b/docker-bake.hcl"), "b"));
  test("with a file that came since", () => assert.equal(find("file:///a", "file:///a/docker-bake.hcl"), "a"));
  test("is gone with its folder", () => assert.equal(find("file:///c", "file:///c/docker-bake.hcl"), undefined));
});
