import { faultsOf } from "../../../model/dockerfile/faults.ts";
import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { renameStage } from "../../dockerfile-edits.ts";
import { type Fix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidStageName",
  aliases: [],
  language: "dockerfile",
  mentions: ["as"],
  category: "correctness",
  severity: "error",
  summary: "A stage's name begins with something else than a letter, or holds characters that names cannot have.",
  check: ({ dockerfile, report }) => {
    const byName = new Map(dockerfile.stages.map((stage) => [stage.name?.span.start, stage]));
    for (const { span, message } of faultsOf(dockerfile, "invalid-stage-name")) report(span, message, renameOf(byName.get(span.start)));
  },
});

function renameOf(stage: Stage | undefined): Fix | undefined {
  if (!stage?.name) return undefined;
  const written = stage.name.text;
  const plain = written.toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^[^a-z0-9]+|-+$/g, "");
  const name = /^\d/.test(plain) || plain === "" ? `stage-${plain || stage.index}` : plain;
  if (stage.dockerfile.findStage(name)) return undefined;
  return suggestion(`Rename it to ${name}`, ...renameStage(stage, name));
}
