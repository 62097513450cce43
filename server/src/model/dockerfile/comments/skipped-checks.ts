import type { Span } from "../../../base/span.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { ignorePragmas } from "./ignore-pragmas.ts";

/** A name in a list of what is to be switched off. */
export interface SkippedName {
  readonly name: string;
  readonly span: Span;
}

/** The names in `# check=skip=…`. */
export function skippedChecks(dockerfile: Dockerfile): SkippedName[] {
  return dockerfile.tree.directives.flatMap(({ name, value, valueSpan }) => {
    const list = name === "check" ? /(?:^|;)\s*(?:skip|experimental)\s*=([^;]*)/d.exec(value) : null;
    const place = list?.indices?.[1];
    return place ? namesIn(value.slice(place[0], place[1]), valueSpan.start + place[0]) : [];
  });
}

/** The names in hadolint's comments. */
export function hadolintNames(dockerfile: Dockerfile): SkippedName[] {
  return ignorePragmas(dockerfile).flatMap(({ text, span }) => {
    const list = /^hadolint\s+(?:global\s+)?ignore\s*=\s*([^#]*)/di.exec(text);
    const place = list?.indices?.[1];
    return place ? namesIn(text.slice(place[0], place[1]), span.end - text.length + place[0]) : [];
  });
}

function namesIn(list: string, offset: number): SkippedName[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { name: match[0], span: { start, end: start + match[0].length } };
  });
}
