/** Why buildx gave up, read from the text that follows its progress. */
export interface BuildFailure {
  /** The last error without its prefixes: what went wrong, in one line or a few. */
  readonly message: string;
  /** The target that failed, when several were built. */
  readonly target: string | undefined;
  /** The exit code of the program in the failed step. */
  readonly exitCode: number | undefined;
  /** The lines of the Dockerfile or bake file that buildx showed. */
  readonly excerpt: SourceExcerpt | undefined;
  /** The exact place in a bake file. */
  readonly place: FilePlace | undefined;
}

/** The part of a source that stands above an error. */
export interface SourceExcerpt {
  /** A Dockerfile's name without its folder; a bake file as it was given to buildx. */
  readonly file: string;
  readonly lines: readonly ExcerptLine[];
}

export interface ExcerptLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** Whether `>>>` stands before it. */
  readonly isMarked: boolean;
}

/** Lines and columns counted from 1, in characters as a reader sees them; the end is not included. */
export interface FilePlace {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Reads the lines of standard error that are not progress. Undefined when none of them is an error. */
export function parseFailure(text: string): BuildFailure | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findLastIndex((line) => line.startsWith("ERROR: "));
  if (start === -1) return undefined;
  const whole = lines.slice(start).join("\n").slice("ERROR: ".length).trim();
  const target = /^target ([\w-]+): /.exec(whole);
  const bare = whole.slice(target?.[0].length ?? 0).replace(/^(failed to build: )?(failed to solve: )*/, "");
  const place = parsePlace(bare);
  const exit = /exit code: (\d+)/.exec(bare);
  return {
    message: place?.message ?? bare,
    target: target?.[1],
    exitCode: exit ? Number(exit[1]) : undefined,
    excerpt: parseExcerpt(lines.slice(0, start)),
    place: place?.place,
  };
}

/** `FILE:LINE,COLUMN-COLUMN: text` or `FILE:LINE,COLUMN-LINE,COLUMN: text`; the file may be a Windows path. */
function parsePlace(text: string): { place: FilePlace; message: string } | undefined {
  const match = /^(?:failed to parse .*?: )?([^\n]+?):(\d+),(\d+)-(?:(\d+),)?(\d+): (.*)$/s.exec(text);
  if (!match) return undefined;
  const startLine = Number(match[2]);
  return {
    place: {
      file: match[1]!,
      startLine,
      startColumn: Number(match[3]),
      endLine: match[4] === undefined ? startLine : Number(match[4]),
      endColumn: Number(match[5]),
    },
    message: match[6]!,
  };
}

/** The last excerpt in these lines: `FILE:LINE`, dashes, numbered lines, dashes. */
export function parseExcerpt(lines: readonly string[]): SourceExcerpt | undefined {
  const isRule = (line: string | undefined): boolean => line !== undefined && /^-{10,}$/.test(line);
  const end = lines.findLastIndex(isRule);
  const start = lines.findLastIndex((line, index) => index < end && isRule(line));
  const heading = /^(.+):(\d+)$/.exec(lines[start - 1] ?? "");
  if (start < 1 || !heading) return undefined;
  const parsed = lines.slice(start + 1, end).flatMap((line): ExcerptLine[] => {
    const match = /^ *(\d+) \|( >>> | {5}|$)(.*)$/.exec(line);
    return match ? [{ number: Number(match[1]), text: match[3]!, isMarked: match[2] === " >>> " }] : [];
  });
  return { file: heading[1]!, lines: parsed };
}
