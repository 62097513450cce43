import { decodeBytes, decodeUtf8 } from "./solve-status.ts";

/** A finding of `--call=check`. */
export interface CheckFinding {
  readonly target: string;
  /** BuildKit's rule; undefined for a Dockerfile that does not parse. */
  readonly rule: string | undefined;
  readonly text: string;
  readonly url: string | undefined;
  readonly isError: boolean;
  /** The Dockerfile's name without its folder, and its text as BuildKit read it. */
  readonly file: string | undefined;
  readonly source: string | undefined;
  /** Counted from 1; undefined when the finding has no place. */
  readonly firstLine: number | undefined;
  readonly lastLine: number | undefined;
}

interface CheckResult {
  readonly warnings?: readonly (CheckLocationHolder & { ruleName: string; description?: string; detail?: string; url?: string })[] | null;
  readonly sources?: readonly { filename?: string; data?: string }[] | null;
  readonly buildError?: CheckLocationHolder & { message: string };
  readonly error?: string;
}

interface CheckLocationHolder {
  readonly location?: { readonly ranges?: readonly { start: { line: number }; end: { line: number } }[] | null; readonly sourceIndex?: number };
}

/**
 * Reads what bake prints for `--call=check,format=json`; undefined when there is no JSON because the call itself failed.
 * Targets that share a Dockerfile repeat its findings: each is reported once, for the first target.
 */
export function parseCheckReport(stdout: string): CheckFinding[] | undefined {
  const start = stdout.indexOf("{");
  if (start === -1) return undefined;
  let report: { target?: Record<string, { check?: CheckResult }> };
  try {
    report = JSON.parse(stdout.slice(start)) as typeof report;
  } catch {
    return undefined;
  }
  const findings = new Map<string, CheckFinding>();
  for (const [target, { check }] of Object.entries(report.target ?? {})) {
    for (const finding of check ? findingsOf(target, check) : []) {
      const key = JSON.stringify([finding.file, finding.source, finding.rule, finding.text, finding.firstLine]);
      if (!findings.has(key)) findings.set(key, finding);
    }
  }
  return [...findings.values()];
}

function findingsOf(target: string, check: CheckResult): CheckFinding[] {
  const found = (check.warnings ?? []).map((warning): CheckFinding => ({
    target,
    rule: warning.ruleName,
    text: warning.detail ?? warning.description ?? warning.ruleName,
    url: warning.url,
    isError: false,
    ...placeOf(warning, check),
  }));
  const error = check.buildError;
  if (error) found.push({ target, rule: undefined, text: error.message, url: undefined, isError: true, ...placeOf(error, check) });
  else if (check.error) found.push({ target, rule: undefined, text: check.error.split("\n")[0]!, url: undefined, isError: true, ...placeOf({}, check) });
  return found;
}

function placeOf(holder: CheckLocationHolder, check: CheckResult): Pick<CheckFinding, "file" | "source" | "firstLine" | "lastLine"> {
  const source = check.sources?.[holder.location?.sourceIndex ?? 0];
  const range = holder.location?.ranges?.[0];
  return {
    file: source?.filename,
    source: source?.data === undefined ? undefined : decodeUtf8(decodeBytes(source.data)),
    firstLine: range?.start.line,
    lastLine: range?.end.line,
  };
}
