/**
 * The lines of `--progress=rawjson`: each is an object with some of these arrays, all of them updates of what was said before.
 * Fields that buildx leaves out are absent, never null.
 */
export interface SolveStatus {
  readonly vertexes?: readonly Vertex[];
  readonly statuses?: readonly VertexStatus[];
  readonly logs?: readonly VertexLog[];
  readonly warnings?: readonly VertexWarning[];
}

/** One step of the build graph, as one target sees it. */
export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly inputs?: readonly string[];
  readonly started?: string;
  readonly completed?: string;
  readonly cached?: boolean;
  readonly error?: string;
}

/** A part of a step with its own progress: a transfer, a layer. */
export interface VertexStatus {
  readonly id: string;
  readonly vertex: string;
  readonly name?: string;
  readonly current?: number;
  /** Absent where the size is not known beforehand. */
  readonly total?: number;
  readonly started?: string;
  readonly completed?: string;
}

export interface VertexLog {
  readonly vertex: string;
  /** 1 is standard output, 2 standard error. */
  readonly stream: number;
  /** Base64 of the bytes; a character may be cut in two. */
  readonly data: string;
}

export interface VertexWarning {
  readonly vertex: string;
  readonly level?: number;
  /** Base64 of `RuleName: text (line N)`. */
  readonly short: string;
  /** Base64, one entry a line. */
  readonly detail?: readonly string[];
  readonly url?: string;
  readonly sourceInfo?: { readonly filename?: string; readonly data?: string; readonly language?: string };
  /** Lines counted from 1. */
  readonly range?: readonly SourceLines[];
}

export interface SourceLines {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number };
}

/** One line of progress, or undefined when the line is text: buildx's error messages come between and after the JSON lines. */
export function parseStatusLine(line: string): SolveStatus | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes behind base64, one UTF-16 unit each, so that pieces of a character can wait for the rest. */
export function decodeBytes(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

/** Bytes as `decodeBytes` gives them, read as UTF-8. */
export function decodeUtf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (unit) => unit.charCodeAt(0)));
}
