import { decodeBytes, decodeUtf8 } from "./solve-status.ts";
import type { VertexWarning } from "./solve-status.ts";

/** A finding of BuildKit's own checks, sent along with a build. */
export interface BuildWarning {
  readonly vertex: string;
  /** BuildKit's name of the rule, when it is one of its rules. */
  readonly rule: string | undefined;
  readonly text: string;
  readonly detail: string;
  readonly url: string | undefined;
  /** The Dockerfile's name without its folder. */
  readonly file: string | undefined;
  /** The Dockerfile as BuildKit read it. */
  readonly source: string | undefined;
  /** Counted from 1; undefined when the finding has no place. */
  readonly firstLine: number | undefined;
  readonly lastLine: number | undefined;
}

export function decodeBuildWarning(warning: VertexWarning): BuildWarning {
  const short = decodeUtf8(decodeBytes(warning.short)).replace(/ \(line \d+\)$/, "");
  const named = /^([A-Z][A-Za-z]+): (.*)$/s.exec(short);
  const range = warning.range?.[0];
  const source = warning.sourceInfo?.data;
  return {
    vertex: warning.vertex,
    rule: named?.[1],
    text: named?.[2] ?? short,
    detail: (warning.detail ?? []).map((line) => decodeUtf8(decodeBytes(line))).join("\n"),
    url: warning.url,
    file: warning.sourceInfo?.filename,
    source: source === undefined ? undefined : decodeUtf8(decodeBytes(source)),
    firstLine: range?.start.line,
    lastLine: range?.end.line,
  };
}
