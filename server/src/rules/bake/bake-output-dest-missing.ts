import { closestName } from "../../base/closest-name.ts";
import { entryKeys } from "../../data/bake-attributes.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { removeKey, setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeOutputDestMissing",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "An output lacks its destination, has one that its type does not take, or has an unknown type.",
  check: ({ bake, report }) => {
    const types = entryKeys.output.find(({ name }) => name === "type")?.values ?? [];
    for (const target of bake.resolved.targets.values()) {
      for (const output of target.output) {
        if (!isKnown(output.value)) continue;
        const type = String(output.value.get("type") ?? "");
        const dest = String(output.value.get("dest") ?? "");
        const close = closestName(type, types);
        const isFolder = type === "local" || ((type === "oci" || type === "docker") && output.value.get("tar") === "false");
        const change = close === undefined ? undefined : setKey(bake, output, "type", close);
        const removal = removeKey(bake, output, "dest");
        if (!types.includes(type)) report(output, `There is no output type "${type}".${close === undefined ? "" : ` Did you mean "${close}"?`}`, change && suggestion(`Change to type=${close}`, change));
        else if (isFolder && (dest === "" || dest === "-")) report(output, "An output into a folder needs dest=….");
        else if (dest !== "" && (type === "image" || type === "registry" || type === "cacheonly")) report(output, `An output of type ${type} takes no dest.`, removal && suggestion("Remove dest", removal));
      }
    }
  },
});
