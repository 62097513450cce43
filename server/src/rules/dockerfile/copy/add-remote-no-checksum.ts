import { sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AddRemoteNoChecksum",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "info",
  summary: "ADD fetches a file by its address without a checksum.",
  check: ({ dockerfile, report }) => {
    for (const add of dockerfile.all("ADD")) {
      if (add.flags.some(({ name }) => name === "checksum")) continue;
      const url = sourcePaths(add).find((word) => sourceKind(word) === "url");
      if (url) report(url, "Nothing checks that this file is what was published; --checksum=sha256:… does.");
    }
  },
});
