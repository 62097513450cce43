import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeLinkedPlatforms",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target for several platforms uses another one as a context that is not built for all of them.",
  check: ({ bake: { resolved: { errors } }, report }) => {
    for (const { code, name, target, uri, span, message } of errors) {
      if (code !== "invalid-value" || !uri || !span || !message.includes("are not a subset")) continue;
      const [own, other] = [...message.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]!.split(" "));
      const missing = other!.filter((platform) => !own!.includes(platform));
      report({ uri, span }, `"${name}" is not built for ${missing.join(" and ")}, which "${target}" needs.`);
    }
  },
});
