import { nameOfUri } from "../../base/uri.ts";
import type { Expression } from "../../syntax/hcl/tree.ts";
import { argDefaults } from "../../model/dockerfile/variables/arg-defaults.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { type WrittenValue, writtenValue } from "../../workspace/written-values.ts";
import { type Fix, replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** Switches, for which the empty text may well mean "off". */
const switches = /^(?:0|1|true|false|yes|no|on|off|y|n)$/i;

export default defineRule({
  name: "BakeNullArg",
  language: "cross-file",
  category: "correctness",
  severity: "hint",
  summary: "An argument is passed as the empty text, which replaces the Dockerfile's default where null would keep it.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile } of links) {
      if (!dockerfile?.dockerfile || isAbstract(bake, target)) continue;
      for (const { name, value: fallback } of argDefaults(dockerfile.dockerfile)) {
        const value = target.args.get(name);
        if (value?.value !== "" || switches.test(fallback)) continue;
        const written = writtenValue(bake, value);
        report(value, `${name} is passed as the empty text, which replaces the default ${fallback} of ${nameOfUri(dockerfile.uri)}; null would keep it.`, written && fixOf(written));
      }
    }
  },
});

function fixOf({ file: { uri, role }, expression }: WrittenValue): Fix | undefined {
  if (expression.kind === "template" && expression.parts.length === 0) return suggestion("Pass null", { ...replace(expression, "null"), uri });
  const name = role === "bake-hcl" ? soleVariable(expression) : undefined;
  return name === undefined ? undefined : suggestion(`Pass null when ${name} is empty`, { ...replace(expression, `${name} != "" ? ${name} : null`), uri });
}

/** `NAME` or `"${NAME}"`. */
function soleVariable(expression: Expression): string | undefined {
  if (expression.kind === "variable") return expression.name;
  const part = expression.kind === "template" && expression.parts.length === 1 ? expression.parts[0] : undefined;
  return part?.kind === "interpolation" && part.expression.kind === "variable" ? part.expression.name : undefined;
}
