import { isKnown } from "../../eval/resolved-bake.ts";
import { looksLikeCredential } from "../../model/bake/credentials.ts";
import { isHarmlessSecretName, isHarmlessSecretValue, isSecretName } from "../../model/dockerfile/secrets/secret-names.ts";
import type { Expression } from "../../syntax/hcl/tree.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretInDefault",
  language: "bake",
  category: "security",
  severity: "error",
  summary: "The default of a variable, or an argument, is a credential written out in the file.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const { name, attributes } of bakeFile?.variables ?? []) {
        const fallback = attributes.get("default");
        const text = fallback && plainText(fallback.value);
        if (!fallback || !text) continue;
        const isCertain = looksLikeCredential(text);
        if (isCertain || (isSecretName(name) && !isHarmlessSecretName(name) && !isHarmlessSecretValue(name, text) && isSecretText(text))) {
          const fix = suggestion("Leave the value to the environment", { ...replace(fallback.valueSpan, '""'), uri });
          report.as(isCertain ? "error" : "warning")({ uri, span: fallback.valueSpan }, `The default of ${name} looks like a credential. Whoever can read this file has it.`, fix);
        }
      }
    }
    for (const target of bake.resolved.targets.values()) {
      for (const [name, arg] of target.args) {
        const isHere = bake.files.find((file) => file.uri === arg.uri)?.text.slice(arg.span.start, arg.span.end).startsWith("\"");
        if (isHere && isKnown(arg.value) && looksLikeCredential(arg.value)) report(arg, `The value of ${name} looks like a credential. Whoever can read this file has it.`);
      }
    }
  },
});

function plainText(value: Expression): string | undefined {
  if (value.kind !== "template" || value.parts.some((part) => part.kind !== "text")) return undefined;
  return value.parts.map((part) => (part.kind === "text" ? part.value : "")).join("");
}

/** Placeholders, switches and paths are no secrets. */
function isSecretText(text: string): boolean {
  return text.length >= 8 && !/^(?:change[-_]?me|placeholder|example|dummy|your[-_].*|<.*>|x+|\*+|none|secret|password|token|\/.*|https?:.*|[\w.-]+\/[\w./:-]+)$/i.test(text) && !/\s/.test(text);
}
