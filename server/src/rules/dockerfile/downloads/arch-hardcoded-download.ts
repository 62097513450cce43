import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Span } from "../../../base/span.ts";
import { defineRule } from "../../rule.ts";

const architecture = /(?:^|[-_./])(amd64|x86_64|x64|linux64|arm64|aarch64)(?=$|[-_./])/i;

export default defineRule({
  name: "ArchHardcodedDownload",
  aliases: [],
  language: "dockerfile",
  mentions: ["aria", "curl", "wget"],
  category: "correctness",
  severity: "info",
  summary: "A download takes the program for one processor architecture, whatever the image is built for.",
  check: ({ dockerfile, report }) => {
    const target = isForSeveral(dockerfile) ? report : report.as("hint");
    for (const { script } of runSteps(dockerfile)) {
      for (const { urls, invocation } of script.facts.downloads) {
        // In a branch the architecture was most likely asked for.
        if (invocation.use?.scope.isConditional || invocation.use?.isCondition) continue;
        for (const url of urls) {
          const found = architecture.exec(url.unquoted);
          if (found && !/arch|TARGET|platform|uname/i.test(variablesIn(url.unquoted))) target(spanIn(dockerfile, url.span, found[1]!), `This downloads the ${found[1]!} build on every platform.`);
        }
      }
    }
  },
});

function variablesIn(url: string): string {
  return (url.match(/\$\{?[\w(]+[^/]*/g) ?? []).join(" ");
}

function spanIn({ text }: Dockerfile, { start, end }: Span, name: string): Span {
  const index = text.slice(start, end).indexOf(name);
  return index < 0 ? { start, end } : { start: start + index, end: start + index + name.length };
}

/** Whether something in the file shows that it is built for several platforms. */
const isForSeveral = memoize(({ text }: Dockerfile) => /\b(?:TARGET|BUILD)(?:ARCH|PLATFORM|VARIANT)\b|dpkg --print-architecture|\buname -m\b|\barch\)/.test(text));
