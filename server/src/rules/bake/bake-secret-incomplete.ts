import { isKnown } from "../../eval/resolved-bake.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretIncomplete",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A secret has no id, two sources, or a key that bake ignores.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const secret of target.secret) {
        if (!isKnown(secret.value)) continue;
        const id = secret.value.get("id");
        const written = sourceText(bake, secret.uri).slice(secret.span.start, secret.span.end);
        const odd = written.startsWith("{") ? /^\s*(?:\{\s*|.*[,\n]\s*)"?(type|source|file|path|target)"?\s*[=:]/s.exec(written)?.[1] : undefined;
        if (!id) report(secret, "A secret needs an id.");
        else if (secret.value.get("src") && secret.value.get("env")) report(secret, `The secret "${String(id)}" has two sources, src and env.`);
        else if (odd !== undefined) report.as("warning")(secret, `In an object bake reads id, src and env only, not "${odd}".`);
      }
    }
  },
});
