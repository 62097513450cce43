import { rootDistroless } from "../../../model/dockerfile/images/distroless.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DistrolessNonrootTag",
  language: "dockerfile",
  mentions: ["distroless"],
  category: "security",
  severity: "info",
  summary: "A distroless image is used in its root variant, and no USER follows.",
  check: ({ dockerfile, use, report }) => {
    for (const { word, ref, tag, nonroot } of rootDistroless(dockerfile, use)) {
      const fix = nonroot === undefined ? undefined : suggestion(`Use the tag ${nonroot}`, replace(tag, `:${nonroot}`));
      report(word, `"${ref.text}" starts containers as root, and no USER follows.`, fix);
    }
  },
});
