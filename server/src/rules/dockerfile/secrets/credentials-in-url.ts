import { credentialsInUrls } from "../../../model/dockerfile/secrets/url-credentials.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CredentialsInUrl",
  aliases: [],
  language: "dockerfile",
  mentions: ["amqp", "amqps", "ftp", "ftps", "git", "http", "https", "mongodb", "mysql", "postgres", "postgresql", "redis", "rediss", "ssh"],
  category: "security",
  severity: "error",
  summary: "An address holds a user name and a password or token.",
  check: ({ dockerfile, report }) => {
    for (const { span, isVariable } of credentialsInUrls(dockerfile)) {
      if (isVariable) report.as("warning")(span, "The value of this variable becomes part of the image's history; mount it as a secret.");
      else report(span, "Whoever has this file or the image can read the password in this address.", suggestion("Take it out of the address", remove({ start: span.start, end: span.end + 1 })));
    }
  },
});
