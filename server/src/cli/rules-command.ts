import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { closestName } from "../base/closest-name.ts";
import { ruleFileName, ruleUrl } from "../lint/finding.ts";
import { isShellcheckName, shellcheckUrl } from "../lint/shellcheck-rules.ts";
import { allRules } from "../rules/all-rules.ts";
import type { Rule } from "../rules/rule.ts";
import { descriptionOf } from "../rules/rule-description.ts";
import { UsageError } from "./arguments.ts";
import type { Output } from "./lint-command.ts";

/** `bakewell rules`: all rules by name, as a list for people or as JSON. */
export function listRules(asJson: boolean, output: Output): number {
  const rules = [...allRules].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (asJson) {
    const rows = rules.map((rule) => ({
      name: rule.name, aliases: rule.aliases ?? [], language: rule.language, category: descriptionOf(rule).category, severity: rule.severity, summary: descriptionOf(rule).summary, url: ruleUrl(rule),
    }));
    output.out(`${JSON.stringify({ rules: rows }, undefined, 2)}\n`);
    return 0;
  }
  const width = Math.max(...rules.map((rule) => rule.name.length));
  for (const rule of rules) output.out(`${rule.name.padEnd(width)}  ${rule.severity.padEnd(7)}  ${descriptionOf(rule).summary}\n`);
  output.out(`${rules.length} rules. bakewell lint --explain RULE tells more of one.\n`);
  return 0;
}

/** `--explain RULE`: the rule's page. A name of hadolint or BuildKit works too and may stand for several rules. */
export async function explainRule(name: string, output: Output): Promise<number> {
  if (isShellcheckName(name)) {
    output.out(`${name.toUpperCase()} is a finding of ShellCheck, which is run where it is installed.\n${shellcheckUrl(name.toUpperCase())}\n`);
    return 0;
  }
  const wanted = name.toLowerCase();
  const found = allRules.filter((rule) => namesOf(rule).some((candidate) => candidate === wanted || candidate === `buildkit:${wanted}`));
  if (found.length === 0) {
    const close = closestName(name, allRules.flatMap((rule) => [rule.name, ...(rule.aliases ?? [])]));
    throw new UsageError(`There is no rule "${name}".${close === undefined ? "" : ` Did you mean ${close}?`}`);
  }
  const pages = await readPages();
  for (const rule of found) {
    const { category, summary } = descriptionOf(rule);
    const aliases = rule.aliases?.length ? `Also known as: ${rule.aliases.join(", ")}\n` : "";
    output.out(`${rule.name} (${rule.severity}, ${category})\n\n${summary}\n${aliases}\n${pages[ruleFileName(rule.name)] ?? ""}\n${ruleUrl(rule)}\n`);
  }
  return 0;
}

function namesOf(rule: Rule): string[] {
  return [rule.name, ...(rule.aliases ?? [])].map((name) => name.toLowerCase());
}

/** The pages lie beside the bundle and are only read here. */
async function readPages(): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(join(__dirname, "rule-pages.json"), "utf8")) as Record<string, string>;
  } catch {
    return {};
  }
}
