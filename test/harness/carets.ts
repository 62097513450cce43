// Marks in test texts: `^^^^ message` under a line marks a span of it, `^^^> message` opens a longer one that `<^^^` closes.

export interface MarkedText {
  /** The text without its mark lines. */
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Takes mark lines out of a text. A mark's columns count in the last line above it that is no mark line. */
export function readMarks(source: string): MarkedText {
  const marks: Mark[] = [];
  const open: { start: number; message: string }[] = [];
  let text = "";
  let lineStart = 0;
  for (const line of source.split(/(?<=\n)/)) {
    const mark = /^([ \t]*)(<?\^+>?)[ \t]*(.*?)\r?\n?$/.exec(line);
    if (!mark || (mark[3] === "" && !mark[2]!.startsWith("<"))) {
      lineStart = text.length;
      text += line;
      continue;
    }
    const column = mark[1]!.length;
    const carets = mark[2]!.replace(/[<>]/g, "").length;
    if (mark[2]!.endsWith(">")) open.push({ start: lineStart + column, message: mark[3]! });
    else if (mark[2]!.startsWith("<")) {
      const opened = open.pop();
      if (!opened) throw new Error(`"<^" closes no mark: ${line}`);
      marks.push({ ...opened, end: lineStart + column + 1 + carets });
    } else marks.push({ start: lineStart + column, end: lineStart + column + carets, message: mark[3]! });
  }
  if (open.length > 0) throw new Error(`a mark is never closed: ${open[0]!.message}`);
  return { text, marks: marks.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** Writes marks into a text in the form that `readMarks` reads, so that two of them can be compared as text. */
export function writeMarks(text: string, marks: readonly Mark[]): string {
  const lines = text.split(/(?<=\n)/);
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const lineOf = (position: number): number => {
    let line = 0;
    while (line + 1 < starts.length && starts[line + 1]! <= position) line++;
    return line;
  };
  const below = lines.map((): string[] => []);
  for (const mark of [...marks].sort((a, b) => a.start - b.start || a.end - b.end || (a.message < b.message ? -1 : 1))) {
    const first = lineOf(mark.start);
    const last = lineOf(Math.max(mark.start, mark.end - 1));
    const column = mark.start - starts[first]!;
    if (first === last) below[first]!.push(`${" ".repeat(column)}${"^".repeat(Math.max(1, mark.end - mark.start))} ${mark.message}`);
    else {
      below[first]!.push(`${" ".repeat(column)}^> ${mark.message}`);
      const width = mark.end - starts[last]!;
      below[last]!.push(width >= 2 ? `${" ".repeat(width - 2)}<^` : "<^ (one column)");
    }
  }
  return lines.map((line, index) => (below[index]!.length === 0 ? line : `${line.endsWith("\n") ? line : `${line}\n`}${below[index]!.join("\n")}\n`)).join("");
}

/** Splits a text at lines `//- path` or `//- path executable` into files. A text without such a line is one file by the name given. */
export function readFiles(source: string, onlyName: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!/^\/\/- /m.test(source)) return files.set(onlyName, source);
  let name: string | undefined;
  for (const line of source.split(/(?<=\n)/)) {
    const header = /^\/\/- (\S+)(?: executable)?\s*$/.exec(line);
    if (header) {
      name = header[1]!;
      files.set(name, "");
    } else if (name !== undefined) files.set(name, files.get(name)! + line);
    else if (line.trim() !== "") throw new Error(`text before the first "//- path" line: ${line}`);
  }
  return files;
}

/** The paths of the files of such a text that may be executed. */
export function readExecutables(source: string): Set<string> {
  return new Set([...source.matchAll(/^\/\/- (\S+) executable\s*$/gm)].map((header) => header[1]!));
}

/** Takes the cursor `<|>` or the range `<|…|>` out of a text. */
export function readCursor(source: string): { text: string; start: number; end: number } {
  const cursor = source.indexOf("<|>");
  if (cursor >= 0) return { text: source.slice(0, cursor) + source.slice(cursor + 3), start: cursor, end: cursor };
  const from = source.indexOf("<|");
  const to = source.indexOf("|>", from);
  if (from < 0 || to < 0) throw new Error("no <|> or <|…|> in the text");
  return { text: source.slice(0, from) + source.slice(from + 2, to) + source.slice(to + 2), start: from, end: to - 2 };
}
