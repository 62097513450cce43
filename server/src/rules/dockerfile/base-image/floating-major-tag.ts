import { externalImages } from "../../../model/dockerfile/images/external-images.ts";
import { looseTag } from "../../../model/dockerfile/images/release-tags.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "FloatingMajorTag",
  language: "dockerfile",
  category: "reproducibility",
  severity: "off",
  summary: "A tag fixes at most the major version of an image, or names a channel such as lts or stable.",
  offers: ["pin-image"],
  check: ({ dockerfile, use, report }) => {
    for (const { span, ref } of externalImages(dockerfile, use)) {
      if (ref.tag === undefined || ref.tag === "latest" || ref.digest !== undefined) continue;
      const kind = looseTag(ref.tag);
      if (kind === "major") report(span, `"${ref.text}" fixes only the major version, so minor releases come in unasked.`);
      if (kind === "channel") report(span, `The tag of "${ref.text}" fixes no version, so new releases come in unasked.`);
    }
  },
});
