import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import type { Span } from "../../base/span.ts";
import type { Fault } from "../fault.ts";
import { plainScalarValue } from "./scalar-value.ts";
import type { YamlEntry, YamlLine, YamlMapping, YamlNode, YamlScalar, YamlTree } from "./tree.ts";

/** Larger texts are not read: no Compose file is as large, and the reader would keep the editor waiting. */
const maximumLength = 250_000;

/** Parses a YAML stream. Never throws; what is broken is left out and reported. */
export function parseYaml(text: string, uri: string): YamlTree {
  const faults: Fault[] = [];
  if (text.length > maximumLength) {
    faults.push({ code: "too-large", span: { start: 0, end: 0 }, message: `the file is larger than ${maximumLength} characters` });
    return { uri, text, documents: [], faults };
  }
  const documents: YamlNode[] = [];
  for (const document of parseDocuments(text, faults)) {
    // The errors behind the first are mostly its consequences.
    for (const { code, message, pos } of document.errors.slice(0, 1)) {
      report(faults, { code: code.toLowerCase().replaceAll("_", "-"), span: { start: pos[0], end: Math.max(pos[1], pos[0]) }, message });
    }
    if (document.contents === null) continue;
    documents.push(readNode({ uri, text, faults, anchors: new Map() }, document.contents));
  }
  return { uri, text, documents, faults: faults.sort((a, b) => a.span.start - b.span.start) };
}

/** Nobody reads more. */
const maximumFaults = 100;

/** Deeper brackets are not read: the library takes long to refuse them. */
const maximumDepth = 300;

/** The first bracket beyond the depth; brackets in texts count too, but none has as many. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maximumDepth) return index;
  }
  return undefined;
}

function parseDocuments(text: string, faults: Fault[]): readonly Document.Parsed[] {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    faults.push({ code: "nesting-too-deep", span: { start: deep, end: deep + 1 }, message: "the values are nested too deeply" });
    return [];
  }
  try {
    const documents = parseAllDocuments(text, { schema: "failsafe", uniqueKeys: false, strict: false, logLevel: "silent", prettyErrors: false });
    return "empty" in documents ? [] : documents;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push({ code: "nesting-too-deep", span: { start: 0, end: 0 }, message: "the values are nested too deeply" });
    return [];
  }
}

interface Reader {
  readonly uri: string;
  readonly text: string;
  readonly faults: Fault[];
  /** Undefined while the anchor's own node is being read. */
  readonly anchors: Map<string, YamlNode | undefined>;
}

function readNode(reader: Reader, node: Node): YamlNode {
  if (isAlias(node)) return readAlias(reader, node);
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) reader.anchors.set(anchor, undefined);
  const read = isMap(node) ? readMapping(reader, node)
    : isSeq(node) ? { kind: "sequence" as const, items: node.items.map((item) => readNode(reader, item as Node)), ...factsOf(reader, node) }
      : readScalar(reader, node as Scalar);
  if (anchor !== undefined) reader.anchors.set(anchor, read);
  return read;
}

function factsOf(reader: Reader, node: Node): Pick<YamlScalar, "uri" | "span" | "tag"> {
  const [start, end] = node.range ?? [0, 0];
  const tag = node.tag === "!reset" || node.tag === "!override" ? { tag: node.tag } as const : {};
  return { uri: reader.uri, span: { start, end }, ...tag };
}

function readAlias(reader: Reader, alias: Alias): YamlNode {
  const target = reader.anchors.get(alias.source);
  if (target !== undefined) return target;
  const facts = factsOf(reader, alias);
  const isInside = reader.anchors.has(alias.source);
  const message = isInside ? `anchor '${alias.source}' value contains itself` : `unknown anchor '${alias.source}' referenced`;
  addFault(reader, isInside ? "anchor-cycle" : "unknown-anchor", facts.span, message);
  return { kind: "scalar", value: null, ...facts };
}

/** Faults of the library about the same alias say less. */
function addFault(reader: Reader, code: string, span: Span, message: string): void {
  const same = reader.faults.findIndex((fault) => fault.span.start === span.start && fault.code === "bad-alias");
  if (same >= 0) reader.faults.splice(same, 1);
  report(reader.faults, { code, span, message });
}

function report(faults: Fault[], fault: Fault): void {
  if (faults.length < maximumFaults) faults.push(fault);
}

function readScalar(reader: Reader, node: Scalar): YamlScalar {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  const lines = node.type === "BLOCK_LITERAL" ? linesOf(reader, node, text) : undefined;
  const facts = { ...factsOf(reader, node), ...(lines === undefined ? {} : { lines }) };
  switch (node.tag) {
    case undefined: return { kind: "scalar", value: node.type === "PLAIN" ? plainScalarValue(text) : text, ...facts };
    case "!reset": case "!override": return { kind: "scalar", value: plainScalarValue(text), ...facts };
    case "tag:yaml.org,2002:str": case "!": return { kind: "scalar", value: text, ...facts };
    case "tag:yaml.org,2002:null": return { kind: "scalar", value: null, ...facts };
    default: return { kind: "scalar", value: node.tag.startsWith("tag:yaml.org,2002:") ? plainScalarValue(text) : text, ...facts };
  }
}

/** Where each line of a block is written; undefined where the source looks different from what is read. */
function linesOf({ text: source }: Reader, node: Scalar, value: string): YamlLine[] | undefined {
  const lines: YamlLine[] = [];
  let at = source.indexOf("\n", node.range?.[0] ?? 0) + 1;
  for (const text of value.split(/(?<=\n)/)) {
    const newline = source.indexOf("\n", at);
    const end = newline < 0 ? source.length : newline;
    const content = text.replace(/\n$/, "");
    const contentEnd = source[end - 1] === "\r" ? end - 1 : end;
    const start = contentEnd - content.length;
    if (start < at || source.slice(start, contentEnd) !== content) return undefined;
    lines.push({ text: content, span: { start, end: contentEnd } });
    if (text.endsWith("\n")) lines.push({ text: "\n", span: { start: contentEnd, end: Math.min(end + 1, source.length) } });
    at = end + 1;
  }
  return lines;
}

function readMapping(reader: Reader, node: YAMLMap): YamlMapping {
  const facts = factsOf(reader, node);
  const entries = new Map<string, YamlEntry>();
  const merged: YamlNode[] = [];
  for (const pair of node.items) {
    const key = pair.key as Node;
    const keySpan = factsOf(reader, key).span;
    const name = keyName(reader, key, keySpan);
    const value = valueOf(reader, pair, keySpan);
    if (name === undefined) continue;
    if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
      merged.push(value);
    } else if (entries.has(name)) {
      report(reader.faults, { code: "duplicate-key", span: keySpan, message: `mapping key ${JSON.stringify(name)} already defined` });
    } else {
      entries.set(name, { keySpan, value });
    }
  }
  for (const source of merged) mergeInto(reader, entries, source);
  return { kind: "mapping", entries, ...facts };
}

function valueOf(reader: Reader, pair: Pair, keySpan: Span): YamlNode {
  if (pair.value !== null && pair.value !== undefined) return readNode(reader, pair.value as Node);
  return { kind: "scalar", value: null, uri: reader.uri, span: { start: keySpan.end, end: keySpan.end } };
}

/** Compose has no place for keys that are not texts. */
function keyName(reader: Reader, key: Node, span: Span): string | undefined {
  const read = readNode(reader, key);
  if (read.kind === "scalar" && typeof read.value === "string") return read.value;
  const shown = read.kind === "scalar" ? String(read.value) : `a ${read.kind}`;
  report(reader.faults, { code: "non-string-key", span, message: `non-string key: ${shown}` });
  return undefined;
}

/** A merge key adds what the mapping does not say itself; of several sources the first wins. */
function mergeInto(reader: Reader, entries: Map<string, YamlEntry>, source: YamlNode): void {
  if (source.kind === "mapping") {
    for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
  } else if (source.kind === "sequence" && source.items.every((item) => item.kind === "mapping")) {
    for (const item of source.items) mergeInto(reader, entries, item);
  } else {
    report(reader.faults, { code: "invalid-merge", span: source.span, message: "map merge requires map or sequence of maps as the value" });
  }
}
