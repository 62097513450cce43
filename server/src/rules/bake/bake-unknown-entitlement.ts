import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

const known = ["network.host", "security.insecure", "device"];

export default defineRule({
  name: "BakeUnknownEntitlement",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target asks for an entitlement that does not exist.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const item of target.entitlements) {
        if (!isKnown(item.value) || item.value === "" || known.includes(item.value.replace(/^device=.*$/s, "device"))) continue;
        const close = closestName(item.value, known);
        const edit = close === undefined ? undefined : changeText(bake, item, item.value, close);
        const message = item.value.startsWith("fs") ? "Access to files is granted with --allow on the command line, not by a target." : `There is no entitlement "${item.value}".${close === undefined ? "" : ` Did you mean "${close}"?`}`;
        report(item, message, edit && suggestion(`Change to "${close}"`, edit));
      }
    }
  },
});
