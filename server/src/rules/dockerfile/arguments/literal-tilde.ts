import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { type UnexpandedText, unexpandedHomes } from "../../../model/dockerfile/variables/unexpanded-texts.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LiteralTilde",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A path begins with ~, which only shells replace by the home folder.",
  check: ({ dockerfile, report }) => {
    for (const found of unexpandedHomes(dockerfile)) {
      const { instruction, word, name, isWhole } = found;
      if (!takesPaths.test(instruction.kind)) continue;
      // Shells and some programs replace it when they read the value.
      const say = name === undefined || name === "HOME" || name === "PATH" || !isWhole ? report : report.as("info");
      say(word, name === undefined ? `${instruction.keyword} takes ~ for a folder of that name, not for a home folder.` : `No shell reads the value of ${name}, so its ~ stays as it is.`, homeFolder(dockerfile, found));
    }
  },
});

const takesPaths = /^(?:ADD|ARG|COPY|ENV|VOLUME|WORKDIR)$/;

function homeFolder(dockerfile: Dockerfile, { instruction, word, name }: UnexpandedText): Fix | undefined {
  const stage = dockerfile.stageOf(instruction);
  const user = stage && userAt(stage, instruction);
  const isSource = (instruction.kind === "COPY" || instruction.kind === "ADD") && word !== instruction.destination;
  if (user === undefined || !isRootUser(user) || isSource) return undefined;
  const first = word.text.replace(/^(["']?)~/, "$1/root");
  const text = name?.endsWith("PATH") ? first.replace(/:~(?=\/|:|$|["'])/g, ":/root") : first;
  return suggestion("Write /root", replace(word, text));
}
