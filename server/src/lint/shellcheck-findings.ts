import { overlaps, type Span } from "../base/span.ts";
import type { CheckedScript } from "../model/dockerfile/scripts/checked-scripts.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { type Fix, suggestion } from "../rules/fix.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import type { Finding } from "./finding.ts";
import type { CheckedResult } from "./shellcheck.ts";
import type { ShellcheckRemark } from "./shellcheck-report.ts";
import { shellcheckRule } from "./shellcheck-rules.ts";

/**
 * Codes that mean nothing in a Dockerfile: about the `#!` line and byte order marks (1008, 1071, 1082, 1104, 1113–1115, 1128, 2096, 2148,
 * 2187, 2239), carriage returns (1017), sourced files that only the image has (1090, 1091), a cd whose failure is ignored
 * (2164: our rules know the chain).
 */
const meaningless: ReadonlySet<number> = new Set([1008, 1017, 1071, 1082, 1090, 1091, 1104, 1113, 1114, 1115, 1128, 2096, 2148, 2164, 2187, 2239]);

const unassigned = 2154;
const unquotedSubstitution = 2046;

/** Substitutions that are one word or, by design, none: `$([ … ] && echo --flag)`. */
const optionalWord = /^\$\([^]*&&\s*echo\s+(?:[\w.=/:-]+|'[\w.=/:-]+'|"[\w.=/:-]+")\s*\)$/;

/** Substitutions of one word, which need no quotes: `-j$(nproc)`. */
const oneWord = /^(?:\$\(|`)\s*(?:nproc|arch|uname\s+-[mrs]|getconf\s+_NPROCESSORS_ONLN|dpkg\s+--print-architecture|rpm\s+-E\s+\S+|id\s+-[ug])\s*(?:\)|`)$/;

/** What ShellCheck found, at its places in the Dockerfile. What a rule of ours says at the same place is left to it. */
export function shellcheckFindings(uri: string, dockerfile: Dockerfile, results: readonly CheckedResult[], own: readonly Finding[], configuration: ResolvedConfiguration): Finding[] {
  const byCode = ownByCode(own);
  return results.flatMap(({ script, remarks }) => remarks.flatMap((remark): Finding[] => {
    if (!isMeant(remark.code, script)) return [];
    const span = script.script.sourceOf(remark.span);
    if (!span || isSaid(remark.code, span, script, byCode)) return [];
    const rule = shellcheckRule(remark.code, remark.level);
    const isHarmless = remark.code === unquotedSubstitution && needsNoQuotes(dockerfile.text.slice(span.start, span.end));
    const severity = configuration.severityOf(rule) ?? (isHarmless || isEcho(remark, remarks) ? "off" : rule.severity);
    return severity === "off" ? [] : [{ uri, rule, severity, span, message: remark.message, fixes: fixesOf(remark, script) }];
  }));
}

function isMeant(code: number, { supported, isTrigger }: CheckedScript): boolean {
  if (code >= 3000 && code < 4000) return supported !== "all" && !supported.has(code);
  return !meaningless.has(code) && !(isTrigger && code === unassigned);
}

function needsNoQuotes(substitution: string): boolean {
  return oneWord.test(substitution) || optionalWord.test(substitution);
}

/** What cannot be parsed is reported by up to four codes: 1073 names the construct, 1072 the place, both beside a code that says what is wrong. */
function isEcho({ code }: ShellcheckRemark, remarks: readonly ShellcheckRemark[]): boolean {
  if (code !== 1072 && code !== 1073) return false;
  return remarks.some((other) => other.level === "error" && other.code < 2000 && (other.code === 1072 ? code === 1073 : other.code !== 1073));
}

/** Findings of our rules by the codes of ShellCheck that are aliases of them; all faults of syntax count as one. */
function ownByCode(own: readonly Finding[]): ReadonlyMap<number, Span[]> {
  const spans = new Map<number, Span[]>();
  for (const { rule, span } of own) {
    for (const alias of rule.aliases ?? []) {
      if (!/^SC\d{4}$/.test(alias)) continue;
      const key = keyOfCode(Number(alias.slice(2)));
      const list = spans.get(key);
      if (list) list.push(span);
      else spans.set(key, [span]);
    }
  }
  return spans;
}

function keyOfCode(code: number): number {
  return code < 2000 ? 1000 : code;
}

function isSaid(code: number, span: Span, script: CheckedScript, byCode: ReadonlyMap<number, Span[]>): boolean {
  const range = code < 2000 ? script.span : span;
  return byCode.get(keyOfCode(code))?.some((other) => overlaps(other, range)) === true;
}

/** ShellCheck's fix, where all that it changes stands in the Dockerfile as ShellCheck saw it. */
function fixesOf({ edits, span }: ShellcheckRemark, { script }: CheckedScript): Fix[] {
  if (edits.length === 0) return [];
  const mapped = edits.map((edit) => {
    const place = script.exactSourceOf(edit.span, edit.span.start >= span.end ? "left" : "right");
    return place && { span: place, newText: edit.newText };
  });
  const sound = mapped.filter((edit) => edit !== undefined);
  if (sound.length < mapped.length) return [];
  return [suggestion(sound.every(({ newText }) => newText === '"') ? "Put it in double quotes" : "Apply the fix of ShellCheck", ...sound)];
}
