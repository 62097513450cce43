import { type CacheBypass, cacheBypassesOf } from "../../../model/dockerfile/files/cache-bypasses.ts";
import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Edit } from "../../../base/edit.ts";
import { safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand, removeOption, removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "CacheMountDefeated",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "cache",
  severity: "warning",
  summary: "A step has a cache mount and also empties or bypasses what the mount keeps.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const bypass of cacheBypassesOf(step)) {
        const what = nameOf(dockerfile.text, bypass);
        const edits = editsOf(step, bypass);
        const verb = bypass.kind === "option" || bypass.kind === "variable" ? "makes no use of" : "empties";
        report(bypass.span, `"${what}" ${verb} the cache mounted at ${bypass.mount.target}.`, edits && (isOutsideImage(bypass) ? safeFix : suggestion)(`Remove "${what}"`, ...edits));
      }
    }
  },
});

function editsOf(step: RunStep, bypass: CacheBypass): readonly Edit[] | undefined {
  switch (bypass.kind) {
    case "option":
      return removeOption(step, bypass.command.invocation, bypass.option);
    case "command":
      return one(removeCommand(step, bypass.invocation));
    case "words":
      if (bypass.isWider) return undefined;
      return bypass.isAll ? one(removeCommand(step, bypass.invocation)) : removeWords(step, bypass.invocation, bypass.words);
    case "variable":
      return undefined;
  }
}

/** What a mount holds is not in the image, so that it may be kept. apk would take its index from the cache, another folder may be shipped. */
function isOutsideImage(bypass: CacheBypass): boolean {
  if (bypass.kind === "option") return bypass.option.value === undefined && (bypass.command.manager === "pip" || bypass.command.manager === "uv");
  return true;
}

function one(edit: Edit | undefined): readonly Edit[] | undefined {
  return edit && [edit];
}

function nameOf(text: string, bypass: CacheBypass): string {
  if (bypass.kind === "variable") return bypass.name;
  if (bypass.kind === "words" && !bypass.isAll) return `rm ${bypass.words.map((word) => word.text).join(" ")}`;
  return text.slice(bypass.span.start, bypass.span.end).replace(/\s*\\?\s*\n\s*/g, " ");
}
