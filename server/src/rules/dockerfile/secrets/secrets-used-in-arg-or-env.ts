import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { expandIn, scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import { stepsForSecret } from "../../../model/dockerfile/secrets/secret-arguments.ts";
import { isHarmlessSecretName, isHarmlessSecretValue, isSecretName } from "../../../model/dockerfile/secrets/secret-names.ts";
import { stepsOf } from "../../../model/dockerfile/steps.ts";
import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertAfter, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SecretsUsedInArgOrEnv",
  aliases: ["DL3064", "buildkit:SecretsUsedInArgOrEnv", "trivy:DS-0031"],
  language: "dockerfile",
  mentions: ["apikey", "auth", "credential", "credentials", "key", "passwd", "password", "pword", "secret", "token"],
  category: "security",
  severity: "warning",
  summary: "The name of an ARG or ENV says that it holds a credential, which everyone who has the image can read.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { instruction, isTriggered, place } of stepsOf(stage)) {
        if (instruction.kind !== "ARG" && instruction.kind !== "ENV") continue;
        for (const pair of instruction.pairs) {
          const name = nameOf(stage, instruction, pair);
          if (!isSecretName(name)) continue;
          const message = `${instruction.kind} ${name}: its value stays in the image, where everyone who can pull it can read it.`;
          if (isTriggered) report.as("off")(place, message);
          else report.as(isHarmlessSecretName(name) || isEmpty(name, pair) ? "hint" : "warning")(pair.key, message, mounted(stage, instruction, name));
        }
      }
    }
  },
});

/** A variable in the name of an ENV is replaced before the name counts. */
function nameOf(stage: Stage, instruction: PairsInstruction, pair: KeyValue): string {
  if (instruction.kind === "ARG") return pair.key.text;
  return expandIn(scopeBefore(stage, instruction), pair.key.text, stage.dockerfile.tree.escape).value;
}

/** A value that is there and says nothing. */
function isEmpty(name: string, { value }: KeyValue): boolean {
  return value !== undefined && isHarmlessSecretValue(name, value.text.replace(/^["']|["']$/g, ""));
}

/** The build then takes it with `--secret id=NAME` instead of `--build-arg`. */
function mounted(stage: Stage, arg: PairsInstruction, name: string): Fix | undefined {
  const steps = stepsForSecret(stage, arg);
  const { text } = stage.dockerfile;
  return steps && suggestion("Mount it as a secret", removeLines(text, arg), ...steps.map(({ keywordSpan }) => insertAfter(keywordSpan, ` --mount=type=secret,id=${name},env=${name}`)));
}
