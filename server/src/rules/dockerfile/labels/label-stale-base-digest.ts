import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
import { labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelStaleBaseDigest",
  aliases: [],
  language: "dockerfile",
  mentions: ["digest"],
  category: "correctness",
  severity: "warning",
  summary: "A label names a digest of the base image that is not the one the stage starts from.",
  check: ({ dockerfile, report }) => {
    for (const { key, value, pair, stage } of labelsOf(dockerfile)) {
      if (key !== "org.opencontainers.image.base.digest" || value === undefined || value === "") continue;
      const base = rootBase(stage);
      if (base.kind !== "image" || base.ref.digest === value || base.ref.digest?.includes("$")) continue;
      const { digest } = base.ref;
      if (digest === undefined) report(pair.value!, `The base ${base.ref.text} is not pinned to this digest, so the label is wrong as soon as the tag moves.`);
      else report(pair.value!, "The base image is pinned to another digest.", suggestion("Write the digest of the base", replace(pair.value!, `"${digest}"`)));
    }
  },
});
