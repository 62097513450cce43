import { memoize } from "../../../base/memoize.ts";
import { sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { InstructionScript } from "../../../model/dockerfile/scripts/scripts.ts";
import { verification } from "../../../model/dockerfile/scripts/verified-steps.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { Span, Spanned } from "../../../base/span.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule, type Report } from "../../rule.ts";

export default defineRule({
  name: "CleartextUrl",
  aliases: [],
  language: "dockerfile",
  mentions: ["ftp", "git", "http"],
  category: "security",
  severity: "warning",
  summary: "Something is fetched over a connection that is not encrypted.",
  check: ({ dockerfile, report }) => {
    const say = (to: Report, { span }: Spanned) => {
      const at = schemeIn(dockerfile, span);
      to(span, "This is fetched in clear text, so anyone in between can replace it.", at && suggestion("Use https", replace(at, "https://")));
    };
    for (const add of dockerfile.all("ADD")) {
      const isChecked = add.flags.some(({ name }) => name === "checksum");
      for (const word of sourcePaths(add)) if (sourceKind(word) === "url" && isCleartext(word.text)) say(isChecked ? report.as("hint") : report, word);
    }
    for (const step of runSteps(dockerfile)) {
      for (const word of cleartextWords(step.script)) say(verification(step) ? report.as("hint") : report, word);
    }
  },
});

/** The addresses that a step fetches from: downloads, repositories that are cloned, and sources of packages that are not signed, as those of languages are not. */
const cleartextWords = memoize(({ facts, invocations, packageCommands }: InstructionScript): readonly ShellWord[] => {
  const downloads = facts.downloads.flatMap(({ urls }) => urls);
  const clones = invocations.flatMap(({ name, arguments: words }) => (name === "git" && words[0]?.unquoted === "clone" ? words.slice(1) : []));
  const sources = packageCommands.flatMap(({ family, options }) =>
    /^(?:python|node|ruby)$/.test(family) ? options.flatMap(({ name, valueWord }) => (valueWord && sourceOption.test(name) ? [valueWord] : [])) : []);
  return [...downloads, ...clones, ...sources].filter(({ unquoted }) => isCleartext(unquoted.replace(/^--[\w-]+=/, "")) || unquoted.startsWith("git://"));
});

const sourceOption = /^(?:--(?:index-url|extra-index-url|find-links|registry|source|default-index|index)|-i)$/;

function isCleartext(url: string): boolean {
  return /^["']?(?:http|ftp):\/\//i.test(url) && !privateHost.test(url);
}

/** The machine itself, addresses of private networks, and names that only such networks know. */
const privateHost = /^["']?\w+:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/.$]+(?::\d+)?(?:\/|$)|[^/$]+\.(?:internal|local|localdomain|localhost|lan|intranet|corp|home|test)(?::\d+)?(?:\/|$)|\$)/i;

function schemeIn({ text }: Dockerfile, { start, end }: Span): Span | undefined {
  const match = /(?:http|git):\/\//i.exec(text.slice(start, end));
  return match === null ? undefined : { start: start + match.index, end: start + match.index + match[0].length };
}
