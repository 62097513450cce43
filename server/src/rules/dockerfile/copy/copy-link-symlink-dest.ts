import { linkedFolder } from "../../../model/dockerfile/files/linked-folders.ts";
import { linkedCopies } from "../../../model/dockerfile/files/link-flags.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyLinkSymlinkDest",
  aliases: [],
  language: "dockerfile",
  mentions: ["link"],
  category: "correctness",
  severity: "info",
  summary: "A linked COPY goes to a folder that is a symbolic link in the image.",
  check: ({ dockerfile, report }) => {
    for (const { copy, mode } of linkedCopies(dockerfile)) {
      const stage = dockerfile.stageOf(copy);
      if (!stage || !copy.destination || mode) continue;
      const path = plainPath(copy.destination);
      const folder = linkedFolder(stage, path);
      if (!folder) continue;
      const better = folder.real + path.slice(folder.link.length);
      report(copy.destination, `${folder.link} is a link to ${folder.real} in this image; a linked layer does not follow it and may put a folder in its place.`, suggestion(`Copy to ${better}`, replace(copy.destination, copy.destination.text.replace(path, better))));
    }
  },
});
