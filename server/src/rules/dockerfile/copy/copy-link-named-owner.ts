import { linkedOwners } from "../../../model/dockerfile/files/linked-owners.ts";
import { removeWithBlanks, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyLinkNamedOwner",
  aliases: [],
  language: "dockerfile",
  mentions: ["link"],
  category: "correctness",
  severity: "warning",
  summary: "A linked COPY or ADD names its owner, who cannot be looked up in a layer of its own.",
  check: ({ dockerfile, report }) => {
    for (const { instruction, link, chown, owner, numbers } of linkedOwners(dockerfile)) {
      const fix = numbers !== undefined && chown.value
        ? suggestion(`Use ${numbers}`, replace(chown.value, numbers))
        : suggestion("Remove --link", removeWithBlanks(dockerfile.text, link));
      report(chown, `${instruction.keyword} --link cannot look up "${owner}", for its layer holds no accounts; it takes numbers only.`, fix);
    }
  },
});
