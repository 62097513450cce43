import { memoize } from "../../../base/memoize.ts";
import { type Dockerfile, rootBase, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { fixedPlatform } from "../../../model/dockerfile/stages/platform.ts";
import type { Download } from "../../../model/shell/downloads.ts";
import type { Span } from "../../../base/span.ts";
import { defineRule } from "../../rule.ts";

const architecture = /(?:^|[-_./])(amd64|x86_64|x64|linux64|arm64|aarch64)(?:v8)?(?=$|[-_./])/i;

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
    for (const { script, stage } of runSteps(dockerfile)) {
      const { downloads } = script.facts;
      if (downloads.length === 0 || isForOne(stage) || takesSeveral(downloads)) continue;
      for (const { urls, invocation } of downloads) {
        // In a branch the architecture was most likely asked for.
        if (invocation.use?.scope.isConditional || invocation.use?.isCondition) continue;
        for (const url of urls) {
          // Programs for other systems are not for the image's own processor.
          const found = /windows|win(?:32|64)|darwin|macos/i.test(url.unquoted) ? null : architecture.exec(url.unquoted);
          if (found && !/arch|TARGET|platform|uname/i.test(variablesIn(url.unquoted))) target(spanIn(dockerfile, url.span, found[1]!), `This downloads the ${found[1]!} build on every platform.`);
        }
      }
    }
  },
});

/** Whether the stage is for one architecture, by its platform, its base or its name: others stand beside it. */
function isForOne(stage: Stage): boolean {
  const base = rootBase(stage);
  return fixedPlatform(stage) !== undefined || (base.kind === "image" && architecture.test(base.ref.repository)) || architecture.test(stage.name?.text ?? "");
}

/** Whether a step takes the programs for more than one architecture. */
function takesSeveral(downloads: readonly Download[]): boolean {
  const found = downloads.flatMap(({ urls }) => urls.flatMap(({ unquoted }) => architecture.exec(unquoted)?.[1]!.toLowerCase() ?? []));
  return found.some((name) => /^a(?:rm|arch)/.test(name)) && found.some((name) => !/^a(?:rm|arch)/.test(name));
}

function variablesIn(url: string): string {
  return (url.match(/\$\{?[\w(]+[^/]*/g) ?? []).join(" ");
}

function spanIn({ text }: Dockerfile, { start, end }: Span, name: string): Span {
  const index = text.slice(start, end).indexOf(name);
  return index < 0 ? { start, end } : { start: start + index, end: start + index + name.length };
}

/** Whether something in the file shows that it is built for several platforms. */
const isForSeveral = memoize(({ text }: Dockerfile) => /\b(?:TARGET|BUILD)(?:ARCH|PLATFORM|VARIANT)\b|dpkg --print-architecture|\buname -m\b|\barch\)/.test(text));
