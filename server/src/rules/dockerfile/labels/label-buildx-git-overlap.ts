import { labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Labels that Buildx adds from the Git checkout when it is told to. */
const added: ReadonlySet<string> = new Set(["org.opencontainers.image.revision", "org.opencontainers.image.source", "com.docker.image.source.entrypoint"]);

export default defineRule({
  name: "LabelBuildxGitOverlap",
  aliases: [],
  language: "dockerfile",
  mentions: ["label"],
  category: "style",
  severity: "off",
  summary: "A label is set by hand that Buildx can add from Git by itself.",
  check: ({ dockerfile, report }) => {
    const own = labelsOf(dockerfile).filter(({ key }) => added.has(key));
    const removals = argumentRemovals(dockerfile, own.map(pairArgument));
    for (const { key, pair } of own) {
      const edit = removals.get(pair);
      report(pair.key, `Buildx writes "${key}" by itself when BUILDX_GIT_LABELS is set, and wins over this one.`, edit && suggestion("Remove the label", edit));
    }
  },
});
