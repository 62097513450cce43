import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { targetsBuiltTogether } from "../../workspace/built-together.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeOutputConflict",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "Targets that are built together export to one file.",
  check: ({ bake, report }) => {
    for (const names of targetsBuiltTogether(bake).values()) {
      const writers = new Map<string, { target: ResolvedTarget; output: ResolvedTarget["output"][number] }[]>();
      for (const target of [...names].flatMap((name) => bake.resolved.targets.get(name) ?? [])) {
        for (const output of target.output) {
          const dest = isKnown(output.value) && isFile(String(output.value.get("type")), output.value.get("tar")) ? output.value.get("dest") : undefined;
          if (typeof dest === "string" && dest !== "" && dest !== "-") writers.set(dest, [...writers.get(dest) ?? [], { target, output }]);
        }
      }
      for (const [dest, found] of writers) {
        const targets = [...new Set(found.map(({ target }) => target.name))];
        if (targets.length > 1) for (const { output } of found) report(output, `${targets.slice(0, 3).join(", ")} write the same file ${dest}.`);
      }
    }
  },
});

/** Folders may be filled by several. */
function isFile(type: string, tar: unknown): boolean {
  return type === "tar" || ((type === "oci" || type === "docker") && tar !== "false");
}
