import type * as lsp from "vscode-languageserver-types";
import { type Finding, ruleUrl } from "../lint/finding.ts";
import { descriptionOf } from "../rules/rule-description.ts";

/** What a rule is about, in the hover over its squiggle: summary, other names, how to switch it off, and its page. */
export function describeRule({ rule }: Finding): string {
  const aliases = rule.aliases?.length ? ` · also ${rule.aliases.map((alias) => `\`${alias}\``).join(", ")}` : "";
  const { category, summary } = descriptionOf(rule);
  return `**${rule.name}** (${category})${aliases}\n\n${summary}\n\n[Why, when not, and examples](${ruleUrl(rule)})`;
}

/** Several pieces of Markdown as one hover; undefined when there is none. */
export function joinHovers(parts: readonly string[], range: lsp.Range | undefined): lsp.Hover | undefined {
  if (parts.length === 0) return undefined;
  const contents: lsp.MarkupContent = { kind: "markdown", value: parts.join("\n\n---\n\n") };
  return range ? { contents, range } : { contents };
}
