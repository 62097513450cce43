import { fileName, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoVexInImage",
  aliases: [],
  language: "dockerfile",
  mentions: ["openvex", "vex"],
  category: "style",
  severity: "off",
  summary: "A statement about vulnerabilities (VEX) is copied into the image instead of being attached to it.",
  check: ({ dockerfile, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const sources = sourcePaths(copy);
      for (const word of sources) {
        const name = fileName(plainPath(word));
        if (!/(?:^|[-_.])(?:open)?vex\.(?:json|ya?ml|xml)$/i.test(name)) continue;
        const fix = sources.length === 1 ? suggestion(`Leave ${name} out of the image`, removeLines(dockerfile.text, copy)) : undefined;
        report(word, `"${name}" can only say what was known when the image was built; attached to the image it can be renewed.`, fix);
      }
    }
  },
});
