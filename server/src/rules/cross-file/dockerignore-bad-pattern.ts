import { ignoreRules } from "../../workspace/distinct-builds.ts";
import { insert, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** Names that turn up in any folder and that nobody wants from the root only. */
const scattered = /^(?:__pycache__|\.DS_Store|Thumbs\.db|\*\.py[co]|\*\.py\[cod\]|\*\.swp|\.pytest_cache|\.mypy_cache)$/;

export default defineRule({
  name: "DockerignoreBadPattern",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A line of a .dockerignore is malformed, or means the root only where .gitignore would mean any folder.",
  check: ({ links, report }) => {
    for (const file of new Set(links.flatMap((link) => link.ignoreFile ?? []))) {
      const { patterns, invalid } = ignoreRules(file);
      for (const { span, reason } of invalid) report.as("error")({ uri: file.uri, span }, reason);
      for (const { path, span, isException, text } of patterns) {
        if (isException || !scattered.test(path) || patterns.some((other) => other.path === `**/${path}`) || patterns.some((other) => other.path === "*" || other.path === "**")) continue;
        const fix = suggestion(`Change to **/${path}`, text.startsWith("/") ? { span: { start: span.start, end: span.start + 1 }, newText: "**/", uri: file.uri } : { ...insert(span.start, "**/"), uri: file.uri });
        report({ uri: file.uri, span }, `"${path}" only matches in the root of the context; **/${path} matches in every folder.`, fix);
      }
    }
  },
});
