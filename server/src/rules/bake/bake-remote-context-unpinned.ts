import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { parseImageRef } from "../../model/dockerfile/images/image-reference.ts";
import { defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeRemoteContextUnpinned",
  language: "bake",
  category: "reproducibility",
  severity: "warning",
  summary: "A context is an image without tag, or a Git repository without branch, tag or commit.",
  offers: ["pin-image"],
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const context of [target.context, ...target.contexts.values()]) checkContext(context, report);
    }
  },
});

function checkContext(context: Sourced<string>, report: FileReport): void {
  if (!isKnown(context.value)) return;
  const image = /^docker-image:\/\/(.+)$/.exec(context.value)?.[1];
  if (image !== undefined) {
    // The empty image has no versions.
    if (image === "scratch") return;
    const { tag, digest } = parseImageRef(image);
    if (tag === undefined && digest === undefined) report(context, `The image ${image} has no tag, so it is whatever is the latest one.`);
    return;
  }
  const isGit = /^(?:git:\/\/|ssh:\/\/|git@)|^https?:\/\/[^#?]+\.git(?:[#?]|$)|^github\.com\//.test(context.value);
  if (isGit && !/[#?]./.test(context.value)) report.as("info")(context, "The repository is built from whatever its default branch holds; name a tag or commit behind \"#\".");
}
