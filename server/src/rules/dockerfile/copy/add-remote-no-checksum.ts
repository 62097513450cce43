import { sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { isVerifiedLater } from "../../../model/dockerfile/scripts/verified-steps.ts";
import { defineRule } from "../../rule.ts";

/** A version, a commit or a variable for one: what stands there is meant to stay as it is. */
const namesRelease = /\d\.\d|[0-9a-f]{12}|\$\{?\w*(?:version|release|tag|commit|sha|ref|rev)/i;

export default defineRule({
  name: "AddRemoteNoChecksum",
  aliases: [],
  language: "dockerfile",
  mentions: ["add"],
  category: "security",
  severity: "info",
  summary: "ADD fetches a file by its address without a checksum.",
  check: ({ dockerfile, report }) => {
    for (const add of dockerfile.all("ADD")) {
      if (add.flags.some(({ name }) => name === "checksum")) continue;
      const stage = dockerfile.stageOf(add);
      if (stage && isVerifiedLater(stage, add)) continue;
      const url = sourcePaths(add).find((word) => sourceKind(word) === "url");
      if (url) (namesRelease.test(url.text) ? report : report.as("hint"))(url, "Nothing checks that this file is what was published; --checksum=sha256:… does.");
    }
  },
});
