import { type GitClone, gitClones } from "../../../model/dockerfile/files/git-clones.ts";
import { type Fix, insertLinesAbove, remove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "PreferAddGit",
  aliases: [],
  language: "dockerfile",
  mentions: ["clone"],
  category: "cache",
  severity: "hint",
  summary: "A RUN clones a repository that ADD could fetch, with a cache that knows when it changed and without git in the image.",
  check: ({ dockerfile, report }) => {
    for (const clone of gitClones(dockerfile)) {
      const [program, verb] = clone.invocation.words;
      report({ start: program!.span.start, end: verb!.span.end }, `ADD can fetch ${clone.url}${clone.branch === undefined ? "" : ` at ${clone.branch}`} without git in the image, and notices when it changes.`, toAdd(clone));
    }
  },
});

/** An ADD in place of the RUN, or in front of it where the RUN goes on. A relative folder is only the same for the first command. */
function toAdd({ step, invocation, url, branch, folder, isPlain }: GitClone): Fix | undefined {
  const { text } = step.dockerfile;
  const { run } = step;
  if (!isPlain || run.heredocs.length > 0 || /[\s"'\\]/.test(folder)) return undefined;
  const add = `ADD ${url}${branch === undefined ? "" : `#${branch}`} ${folder.replace(/\/*$/, "/")}`;
  const { invocations } = step.script;
  if (invocations.length === 1) return text.slice(run.span.start, run.span.end).includes("#") ? undefined : suggestion("Use ADD", replace(run, add));
  if (!folder.startsWith("/") && invocations[0] !== invocation) return undefined;
  const edit = removeCommand(step, invocation);
  const indent = /[ \t]*$/.exec(text.slice(0, run.span.start))![0];
  return edit && suggestion("Use ADD", insertLinesAbove(text, run.span.start, [indent + add]), remove(edit.span));
}
