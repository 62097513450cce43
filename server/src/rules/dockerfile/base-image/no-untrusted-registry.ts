import { externalBases } from "../../../model/dockerfile/images/external-images.ts";
import { isTrustedRegistry } from "../../../model/dockerfile/images/trusted-registries.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoUntrustedRegistry",
  aliases: ["DL3026"],
  language: "dockerfile",
  category: "security",
  severity: "error",
  summary: "A base image comes from a registry that the configuration does not allow.",
  options: {
    registries: {
      schema: { type: "array", items: { type: "string" } },
      default: [],
      description: "The registries that images may come from, such as `docker.io` or `*.example.com`; all of them when the list is empty.",
    },
  },
  check: ({ dockerfile, use, options, report }) => {
    const allowed = Array.isArray(options["registries"]) ? options["registries"].filter((entry) => typeof entry === "string") : [];
    if (allowed.length === 0) return;
    for (const { word, ref } of externalBases(dockerfile, use)) {
      const registry = ref.registry ?? "docker.io";
      if (!registry.includes("$") && !isTrustedRegistry(registry, allowed)) report(word, `The registry ${registry} is not among those that are allowed.`);
    }
  },
});
