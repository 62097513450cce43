import { distrolessCandidates } from "../../../model/dockerfile/images/distroless-candidates.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferDistrolessFinal",
  aliases: [],
  language: "dockerfile",
  mentions: ["almalinux", "alpine", "amazonlinux", "busybox", "debian", "fedora", "rockylinux", "ubuntu"],
  category: "security",
  severity: "off",
  summary: "The shipped stage only holds copied files and starts one program, yet it brings a shell and a package manager.",
  check: ({ dockerfile, use, report }) => {
    for (const { word } of distrolessCandidates(dockerfile, use)) {
      report(word, `Nothing is run while this stage is built, and it starts one program; a distroless image or scratch would do without the shell and package manager of ${word.text}.`);
    }
  },
});
