import { unpinnedClones } from "../../../model/dockerfile/files/git-clones.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinGitClone",
  aliases: [],
  language: "dockerfile",
  mentions: ["clone"],
  category: "reproducibility",
  severity: "info",
  summary: "git clone takes whatever a branch holds on the day of the build.",
  check: ({ dockerfile, report }) => {
    for (const { url, branch } of unpinnedClones(dockerfile)) {
      if (branch) report(branch, `The branch "${branch.unquoted}" moves, so each build may get other sources; name a tag or check out a commit.`);
      else report(url, "This takes the newest commit of the default branch; name a tag with --branch or check out a commit.");
    }
  },
});
