import { leakedSecrets } from "../../../model/dockerfile/secrets/leaked-secrets.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SecretMountLeaked",
  aliases: [],
  language: "dockerfile",
  mentions: ["secret"],
  category: "security",
  severity: "error",
  summary: "A step copies a mounted secret into the image, or prints it into the log.",
  check: ({ dockerfile, report }) => {
    for (const { span, into } of leakedSecrets(dockerfile)) {
      report(span, into === "log" ? "This prints the secret into the log of the build." : "This writes the secret into the image, where it stays.");
    }
  },
});
