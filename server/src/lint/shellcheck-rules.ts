import type { Rule, Severity } from "../rules/rule.ts";

/** ShellCheck's own grades. */
export type ShellcheckLevel = "error" | "warning" | "info" | "style";

const levels = new WeakMap<Rule, ShellcheckLevel>();
const known = new Map<string, Rule>();

/**
 * Warnings about what well-kept images do on purpose: `A= B= && …`, files found and handed to xargs, a loop over one key, and to declare
 * and assign in one.
 */
const quiet: ReadonlySet<number> = new Set([1007, 2038, 2043, 2155]);

/** A code of ShellCheck as a rule, so that severities and ignore comments work as for ours. The same object for the same code and level. */
export function shellcheckRule(code: number, level: ShellcheckLevel): Rule {
  const key = `${code} ${level}`;
  let rule = known.get(key);
  if (!rule) {
    rule = {
      name: `SC${code}`,
      aliases: [],
      language: "dockerfile",
      category: "correctness",
      severity: severityOf(code, level),
      summary: "ShellCheck finds a fault in the shell command.",
      check: () => {},
    };
    known.set(key, rule);
    levels.set(rule, level);
  }
  return rule;
}

/** An error is only what cannot be parsed; what is merely advice is off until someone asks for it. */
function severityOf(code: number, level: ShellcheckLevel): Severity {
  if (quiet.has(code) || level === "info" || level === "style") return "off";
  return level === "error" && code < 2000 ? "error" : "warning";
}

/** The severity that hadolint gives to a finding of ShellCheck; undefined for rules of our own. */
export function shellcheckSeverity(rule: Rule): Severity | undefined {
  const level = levels.get(rule);
  return level === "style" ? "info" : level;
}

/** ShellCheck's grade of one of its codes; undefined for rules of our own. */
export function shellcheckLevel(rule: Rule): ShellcheckLevel | undefined {
  return levels.get(rule);
}

export function isShellcheckRule(rule: Rule): boolean {
  return levels.has(rule);
}

/** Whether a name in a configuration or comment is one of ShellCheck's codes. */
export function isShellcheckName(name: string): boolean {
  return /^SC\d{4}$/i.test(name);
}

export function shellcheckUrl(name: string): string {
  return `https://www.shellcheck.net/wiki/${name}`;
}
