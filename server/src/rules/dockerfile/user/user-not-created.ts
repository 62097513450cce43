import { unknownAccount } from "../../../model/dockerfile/users/known-accounts.ts";
import { plainUser } from "../../../model/dockerfile/users/users.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UserNotCreated",
  aliases: [],
  language: "dockerfile",
  mentions: ["chown", "user"],
  category: "correctness",
  severity: "error",
  summary: "USER or --chown names an account that the stage cannot know.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const { distribution } = baseFacts(stage);
      const isEmpty = distribution === "scratch" || distribution === "distroless";
      for (const instruction of stage.instructions) {
        const chown = instruction.kind === "COPY" || instruction.kind === "ADD" ? instruction.flags.find((flag) => flag.name === "chown") : undefined;
        const word = instruction.kind === "USER" ? instruction.words[0] : chown?.value;
        const name = word && unknownAccount(stage, instruction, plainUser(word.text));
        if (name === undefined) continue;
        const why = isEmpty ? `${distribution === "scratch" ? "an image made from scratch has no accounts" : "a distroless image has no such account"}` : "no step creates it";
        report.as(isEmpty ? "error" : "warning")(word!, `There is no account ${name}: ${why}.`);
      }
    }
  },
});
