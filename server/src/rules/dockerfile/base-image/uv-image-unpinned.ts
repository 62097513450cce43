import { externalImages } from "../../../model/dockerfile/images/external-images.ts";
import { isUvImage } from "../../../model/dockerfile/images/image-reference.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UvImageUnpinned",
  language: "dockerfile",
  mentions: ["astral"],
  category: "reproducibility",
  severity: "info",
  summary: "The program uv is taken from the newest of its images.",
  offers: ["pin-image"],
  check: ({ dockerfile, use, report }) => {
    for (const { by, span, ref } of externalImages(dockerfile, use)) {
      const isMoving = ref.digest === undefined && (ref.tag === undefined || ref.tag === "latest");
      if (by !== "FROM" && isMoving && isUvImage(ref)) report(span, `uv comes from "${ref.text}", so each build may use another version of it.`);
    }
  },
});
