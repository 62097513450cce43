import { credentialsIn } from "../../../model/dockerfile/secrets/credential-shapes.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HardcodedSecret",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "error",
  summary: "A text in the file has the shape of a live credential, such as a provider's token or a private key.",
  check: ({ dockerfile, report }) => {
    for (const { span, kind } of credentialsIn(dockerfile)) report(span, `This looks like ${kind}; take it out, and make it invalid where it came from.`);
  },
});
