import type { Finding } from "../lint/finding.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { roleOf } from "../model/dockerfile/role.ts";
import { stageReferences } from "../model/dockerfile/stages/stage-references.ts";
import type { ProblemCounts, StageItem, StageRead, StagesResult } from "../protocol/stages.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What the Stages view shows of a Dockerfile; undefined for other files. */
export function stages(snapshot: Snapshot, findings: readonly Finding[], workspace: Workspace, clientUri: string): StagesResult | undefined {
  const { dockerfile } = snapshot;
  if (!dockerfile) return undefined;
  const use = workspace.useOf(snapshot.uri);
  const models = workspace.modelsOfFile(snapshot.uri);
  const items = dockerfile.stages.map((stage): StageItem => {
    const role = roleOf(stage, use);
    return {
      index: stage.index,
      name: stage.name?.text,
      base: stage.from.image?.text ?? "",
      parent: stage.base.kind === "stage" ? stage.base.stage.index : undefined,
      reads: readsOf(snapshot, dockerfile, stage),
      builtBy: models.flatMap(({ set, links }) =>
        links.flatMap((link) => (link.stage === stage && !link.target.name.startsWith("_") ? [{ set: set.id, target: link.target.name }] : [])),
      ),
      role: role === "product" ? "shipped" : role,
      problems: countProblems(findings.filter((finding) => finding.span.start >= stage.span.start && finding.span.start <= stage.span.end)),
      range: snapshot.lines.rangeOf(stage.span),
      selectionRange: snapshot.lines.rangeOf(stage.from.headSpan),
    };
  });
  return { uri: clientUri, stages: items };
}

function readsOf(snapshot: Snapshot, dockerfile: Dockerfile, stage: Stage): StageRead[] {
  return stageReferences(dockerfile).flatMap((reference) =>
    reference.stage === stage && reference.by !== "FROM"
      ? [{ stage: reference.target?.index, source: reference.text, range: snapshot.lines.rangeOf(reference.span) }]
      : []);
}

function countProblems(findings: readonly Finding[]): ProblemCounts {
  const count = (severity: Finding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), information: count("info"), hints: count("hint") };
}
