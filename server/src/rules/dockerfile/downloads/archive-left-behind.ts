import { fileName } from "../../../model/dockerfile/files/copy-paths.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { isAtOrBelow } from "../../../model/dockerfile/files/mounts.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "ArchiveLeftBehind",
  aliases: [],
  language: "dockerfile",
  mentions: ["bsdtar", "tar", "unzip", "z", "za"],
  category: "size",
  severity: "info",
  summary: "A downloaded archive is unpacked and then stays in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of runSteps(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      const downloaded = new Set(step.script.facts.downloads.flatMap(({ output, urls }) => [...(output === undefined ? [] : [output]), ...urls.map((url) => url.unquoted.replace(/[?#].*$/, ""))].map(fileName)));
      for (const { archive, tool, invocation } of downloaded.size === 0 ? [] : step.script.facts.extractions) {
        if (!archive || !downloaded.has(fileName(archive.unquoted))) continue;
        const folder = invocation.use && step.script.facts.directoryBefore(invocation.use);
        const path = folder === undefined || archive.unquoted.startsWith("/") ? archive.unquoted : `${folder.replace(/\/$/, "")}/${archive.unquoted}`;
        if (isGone(step, path)) continue;
        const edit = /^[\w./-]+$/.test(archive.text) ? appendCommand(step, `rm ${archive.text}`) : undefined;
        report(archive, `${tool} has unpacked this archive, and nothing removes it from the layer.`, edit && suggestion("Remove it in this step", edit));
      }
    }
  },
});

/** Removed by name, with the folder that it is in, moved away, or in a place that is no part of the layer. */
function isGone({ script, mounts }: RunStep, archive: string): boolean {
  if (mounts.some(({ target }) => target !== undefined && isAtOrBelow(target, archive))) return true;
  const name = fileName(archive);
  return script.invocations.some(({ name: program, arguments: words, wrappers }) => {
    // What it removes at the end, or comes from its input.
    if ((program === "trap" && words.some(({ unquoted }) => /\brm\b/.test(unquoted))) || (program === "rm" && wrappers.some(({ unquoted }) => unquoted === "xargs"))) return true;
    return /^(?:rm|mv|find|unlink|shred|truncate)$/.test(program) && words.some(({ unquoted }) => fileName(unquoted) === name || /[*?[$]/.test(unquoted) || /^(?:\/?tmp|\/var\/tmp|\.|\.\.)\/?$/.test(unquoted) || archive.startsWith(unquoted.replace(/\/?$/, "/")));
  })
    || script.facts.removals.some(({ paths }) => paths.some(({ path }) => archive.startsWith(`${path}/`)));
}
