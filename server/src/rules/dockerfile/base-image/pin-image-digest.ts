import { externalImages } from "../../../model/dockerfile/images/external-images.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinImageDigest",
  language: "dockerfile",
  category: "reproducibility",
  severity: "off",
  summary: "An image from outside the file is named without the digest that fixes its content.",
  offers: ["pin-image"],
  check: ({ dockerfile, use, report }) => {
    for (const { span, ref } of externalImages(dockerfile, use)) {
      if (ref.digest === undefined) report(span, `"${ref.text}" has no digest, so its owner can change what it is.`);
    }
  },
});
