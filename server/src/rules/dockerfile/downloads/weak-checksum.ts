import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WeakChecksum",
  aliases: [],
  language: "dockerfile",
  mentions: ["sum"],
  category: "security",
  severity: "hint",
  summary: "A download is checked only with MD5 or SHA-1, which can be forged.",
  check: ({ dockerfile, report }) => {
    for (const { script } of runSteps(dockerfile)) {
      if (script.facts.downloads.length === 0) continue;
      const names = script.invocations.map(({ name }) => name);
      if (names.some((name) => /^(?:sha(?:224|256|384|512)sum|b2sum|gpg|gpg2|gpgv|cosign|minisign)$/.test(name))) continue;
      for (const { name, words } of script.invocations) {
        if (name !== "md5sum" && name !== "sha1sum") continue;
        if (words.some((word) => /^(?:-\w*c\w*|--check)$/.test(word.unquoted))) report(words[0]!, `${name === "md5sum" ? "MD5" : "SHA-1"} can be forged; compare a SHA-256 checksum.`);
      }
    }
  },
});
