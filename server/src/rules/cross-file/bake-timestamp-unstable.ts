import { encloses } from "../../base/span.ts";
import { isArgHarmless } from "../../model/dockerfile/variables/late-args.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { changingCalls } from "../../workspace/changing-values.ts";
import { type CrossFileContext, defineRule, type FilePlace } from "../rule.ts";

export default defineRule({
  name: "BakeTimestampUnstable",
  language: "cross-file",
  category: "cache",
  severity: "warning",
  summary: "A value that changes with each call of bake flows into a build argument.",
  check: ({ bake, links, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const { attributes } of bakeFile?.targets ?? []) {
        const args = attributes.get("args")?.value;
        for (const item of args?.kind === "object" ? args.items : []) {
          const call = changingCalls(bake, item.value)[0];
          if (call === undefined || (item.keyText !== undefined && isHarmless(links, { uri, span: item.value.span }, item.keyText))) continue;
          // A random value is there to run the steps anew.
          (call === "uuidv4" ? report.as("hint") : report)({ uri, span: item.value.span }, `${call}() gives another value each time, so steps that use ${item.keyText ?? "this argument"} never come from the cache.`);
        }
      }
    }
  },
});

/** Whether all who get the argument only declare it where nothing that takes time comes after. */
function isHarmless(links: CrossFileContext["links"], place: FilePlace, name: string): boolean {
  const users = links.filter(({ target }) => {
    const arg = target.name.startsWith("_") ? undefined : target.args.get(name);
    return arg?.uri === place.uri && encloses(place.span, arg.span);
  });
  return users.length > 0 && users.every(({ dockerfile, stage }) => dockerfile?.dockerfile !== undefined && stage !== undefined && isArgHarmless(dockerfile.dockerfile, builtStages(stage), name));
}
