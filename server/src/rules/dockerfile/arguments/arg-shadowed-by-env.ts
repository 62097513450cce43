import { type EnvOverArg, envOverArgs } from "../../../model/dockerfile/variables/env-over-args.ts";
import { type Fix, insertAfter, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ArgShadowedByEnv",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg"],
  category: "correctness",
  severity: "info",
  summary: "An ENV of the same name replaces an ARG before anything uses it, so passing the argument has no effect.",
  check: ({ dockerfile, report }) => {
    for (const found of envOverArgs(dockerfile)) {
      const name = found.argumentPair.key.text;
      const line = dockerfile.text.slice(0, found.env.span.start).split("\n").length;
      report(found.argumentPair.key, `ENV ${name} in line ${line} replaces this argument before anything uses it, so passing it changes nothing.`, derive(found));
    }
  },
});

/** Makes the ENV's value the argument's default. */
function derive({ argumentPair, envPair }: EnvOverArg): Fix | undefined {
  const { key, value } = argumentPair;
  if (value || !envPair.value || envPair.isLegacy || envPair.value.text.includes("$") || envPair.value.text === "") return undefined;
  return suggestion(`Set ENV ${key.text} from the argument`, insertAfter(key, `=${envPair.value.text}`), replace(envPair.value, `\${${key.text}}`));
}
