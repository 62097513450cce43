import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { hasShell } from "../../../model/dockerfile/containers/programs.ts";
import { unknownAccount } from "../../../model/dockerfile/users/known-accounts.ts";
import { isRootUser, plainUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import type { Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertLinesAbove, replace, suggestion } from "../../fix.ts";
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
      const created = new Set<string>();
      for (const instruction of stage.instructions) {
        const chown = instruction.kind === "COPY" || instruction.kind === "ADD" ? instruction.flags.find((flag) => flag.name === "chown") : undefined;
        const word = instruction.kind === "USER" ? instruction.words[0] : chown?.value;
        const name = word && unknownAccount(stage, instruction, plainUser(word.text));
        if (name === undefined) continue;
        const why = isEmpty ? `${distribution === "scratch" ? "an image made from scratch has no accounts" : "a distroless image has no such account"}` : "no step creates it";
        // One step that creates it is enough for all that follows.
        const fix = isEmpty ? existing(word!, distribution) : created.has(name) ? undefined : creation(stage, instruction, name);
        created.add(name);
        report.as(isEmpty ? "error" : "warning")(word!, `There is no account ${name}: ${why}.`, fix);
      }
    }
  },
});

/** Where nothing can be created: the account that distroless images have, and a number, which needs none. */
function existing(word: Word, distribution: string): Fix {
  const user = distribution === "distroless" ? "nonroot" : "65532";
  return suggestion(`Use ${user}`, replace(word, word.text.includes(":") ? `${user}:${user}` : user));
}

/** The step has to run as root, and the group is taken for one of the same name. */
function creation(stage: Stage, instruction: Instruction, name: string): Fix | undefined {
  const user = userAt(stage, instruction);
  const { distribution } = baseFacts(stage);
  const command = distribution === "debian" ? `useradd --create-home ${name}` : distribution === "alpine" ? `adduser -D ${name}` : undefined;
  if (command === undefined || user === undefined || !isRootUser(user) || hasShell(stage) !== true) return undefined;
  return suggestion(`Create the user ${name}`, insertLinesAbove(stage.dockerfile.text, instruction.span.start, [`RUN ${command}`]));
}
