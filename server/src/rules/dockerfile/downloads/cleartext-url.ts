import { sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { verification } from "../../../model/dockerfile/scripts/verified-steps.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { Span } from "../../../base/span.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CleartextUrl",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "Something is fetched over a connection that is not encrypted.",
  check: ({ dockerfile, report }) => {
    const fixOf = (span: Span) => {
      const at = schemeIn(dockerfile, span);
      return at && suggestion("Use https", replace(at, "https://"));
    };
    for (const add of dockerfile.all("ADD")) {
      const isChecked = add.flags.some(({ name }) => name === "checksum");
      for (const word of sourcePaths(add)) {
        if (sourceKind(word) === "url" && isCleartext(word.text)) (isChecked ? report.as("hint") : report)(word, "This is fetched in clear text, so anyone in between can replace it.", fixOf(word.span));
      }
    }
    for (const step of runSteps(dockerfile)) {
      const target = verification(step) ? report.as("hint") : report;
      for (const { urls } of step.script.facts.downloads) {
        for (const url of urls) if (isCleartext(url.unquoted)) target(url, "This is fetched in clear text, so anyone in between can replace it.", fixOf(url.span));
      }
      for (const { name, arguments: words } of step.script.invocations) {
        const url = name === "git" && words[0]?.unquoted === "clone" ? words.find((word) => isCleartext(word.unquoted) || word.unquoted.startsWith("git://")) : undefined;
        if (url) target(url, "This is fetched in clear text, so anyone in between can replace it.", fixOf(url.span));
      }
    }
  },
});

function isCleartext(url: string): boolean {
  return /^["']?(?:http|ftp):\/\//i.test(url) && !/^["']?\w+:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker\.internal|[^/.$]+(?::\d+)?(?:\/|$)|\$)/i.test(url);
}

function schemeIn({ text }: Dockerfile, { start, end }: Span): Span | undefined {
  const match = /(?:http|git):\/\//i.exec(text.slice(start, end));
  return match === null ? undefined : { start: start + match.index, end: start + match.index + match[0].length };
}
