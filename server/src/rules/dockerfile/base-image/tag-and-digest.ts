import { externalImages } from "../../../model/dockerfile/images/external-images.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TagAndDigest",
  language: "dockerfile",
  mentions: ["sha"],
  category: "reproducibility",
  severity: "off",
  summary: "An image is named with a tag and a digest, of which only the digest counts.",
  check: ({ dockerfile, use, report }) => {
    for (const { span, written, ref } of externalImages(dockerfile, use)) {
      // The builder knows digests by SHA alone and refuses others.
      if (ref.tag === undefined || ref.digest === undefined || !/^sha\d/.test(ref.digest)) continue;
      const ending = `:${ref.tag}@${ref.digest}`;
      // With variables or line breaks in it, the tag is not where it seems to be.
      const isPlain = written.endsWith(ending) && dockerfile.written(span) === written;
      const start = span.end - ending.length;
      const fix = isPlain ? suggestion("Remove the tag", remove({ start, end: start + ref.tag.length + 1 })) : undefined;
      report(span, `The digest decides, whatever the tag "${ref.tag}" says.`, fix);
    }
  },
});
