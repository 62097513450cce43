import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidName",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target or group has a name with characters other than letters, digits, underscores and dashes.",
  check: ({ bake, report }) => {
    for (const { uri, span, name } of faultsOfKind(bake, "block-name")) {
      if (name === undefined) continue;
      const better = name.replace(/[^a-zA-Z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
      const isQuoted = sourceText(bake, uri).slice(span.start, span.end) === `"${name}"`;
      const fix = better !== "" && isQuoted ? suggestion(`Rename to "${better}"`, { ...replace(span, `"${better}"`), uri }) : undefined;
      report({ uri, span }, `The name "${name}" may only hold letters, digits, "_" and "-".`, fix);
    }
  },
});
