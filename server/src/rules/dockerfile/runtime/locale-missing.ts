import { ungeneratedLocales } from "../../../model/dockerfile/packages/locales.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LocaleMissing",
  aliases: [],
  language: "dockerfile",
  mentions: ["lang", "lc"],
  category: "correctness",
  severity: "off",
  summary: "LANG names a locale that the image does not have.",
  check: ({ dockerfile, report }) => {
    for (const { pair, value } of ungeneratedLocales(dockerfile)) {
      report({ start: pair.key.span.start, end: pair.value!.span.end }, `Nothing makes the locale "${value}", so programs fall back to plain ASCII.`, suggestion("Use C.UTF-8", replace(pair.value!, "C.UTF-8")));
    }
  },
});
