import type { Span } from "../../base/span.ts";

/** Keys from the root of a Compose model; an item of a list is `[]`. */
export type ComposePath = readonly string[];

/** Whether the path is one of the pattern, in which `*` stands for any key: `services.*.build.args`. */
export function matchesPath(path: ComposePath, pattern: ComposePath): boolean {
  return path.length === pattern.length && pattern.every((step, index) => step === "*" || step === path[index]);
}

/** A table from patterns to what holds at such paths. */
export class PathTable<T> {
  /** By the last step of the pattern. */
  private readonly rows = new Map<string, (readonly [ComposePath, T])[]>();

  constructor(rows: Readonly<Record<string, T>>) {
    for (const [pattern, value] of Object.entries(rows)) {
      const steps = pattern.split(".");
      const last = steps.at(-1)!;
      const known = this.rows.get(last);
      if (known === undefined) this.rows.set(last, [[steps, value]]);
      else known.push([steps, value]);
    }
  }

  get(path: ComposePath): T | undefined {
    const find = (last: string | undefined): T | undefined => this.rows.get(last ?? "")?.find(([pattern]) => matchesPath(path, pattern))?.[1];
    return find(path.at(-1)) ?? find("*");
  }
}

/** Something that makes buildx refuse the files; `message` is in its words, without a place because it gives none. */
export class ComposeError extends Error {
  readonly code: string;
  readonly uri: string;
  readonly span: Span;

  constructor(code: string, place: { readonly uri: string; readonly span: Span }, message: string) {
    super(message);
    this.code = code;
    this.uri = place.uri;
    this.span = place.span;
  }
}
