import { misplacedAttribute } from "../../model/bake/attribute-order.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** What a target is, what it builds from, what comes out, and how. */
const usual = [
  "name", "matrix", "description", "inherits", "call", "context", "contexts", "dockerfile", "dockerfile-inline", "target", "args", "platforms", "tags", "labels", "annotations", "output", "attest",
  "cache-from", "cache-to", "no-cache", "no-cache-filter", "pull", "secret", "ssh", "network", "extra-hosts", "shm-size", "ulimits", "entitlements",
];

export default defineRule({
  name: "BakeKeyOrder",
  language: "bake",
  category: "style",
  severity: "off",
  summary: "The attributes of a target are not in the configured order.",
  options: {
    order: { schema: { type: "array", items: { type: "string" } }, default: usual, description: "Attributes in the order in which they shall be written; others come last." },
  },
  check: ({ bake, options, report }) => {
    const order = Array.isArray(options["order"]) ? (options["order"] as readonly string[]) : usual;
    for (const { uri, text, role, bakeFile } of bake.files) {
      for (const block of role === "bake-hcl" ? (bakeFile?.targets ?? []) : []) {
        const misplaced = misplacedAttribute(text, block, order);
        if (!misplaced) continue;
        const { attribute, before, edits } = misplaced;
        report({ uri, span: attribute.nameSpan }, `"${attribute.name}" comes before "${before.name}" in a target.`, edits && safeFix("Put the attributes in order", ...edits.map((edit) => ({ ...edit, uri }))));
      }
    }
  },
});
