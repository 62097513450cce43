// Enforces the order of layers: a folder may import what stands to its left, never to its right.
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { listFiles, root } from "./files.ts";

/** Each layer may import itself and those in front of it. `protocol` and `node` have rules of their own. */
const layers: readonly (readonly string[])[] = [
  ["base"], ["syntax", "data"], ["model"], ["eval"], ["workspace"], ["rules"], ["lint"], ["features"], ["lsp", "cli"],
];
const edge = new Set(["lsp", "cli"]);

export function checkLayers(): string[] {
  const problems: string[] = [];
  for (const file of listFiles("server/src", ".ts")) {
    const from = layerOf(file);
    const text = readFileSync(resolve(root, file), "utf8");
    for (const specifier of importsOf(text)) {
      const problem = judge(file, from, specifier);
      if (problem) problems.push(`${file}: ${problem}`);
    }
  }
  for (const file of listFiles("client/src", ".ts")) {
    for (const specifier of importsOf(readFileSync(resolve(root, file), "utf8"))) {
      const problem = judgeClient(file, specifier);
      if (problem) problems.push(`${file}: ${problem}`);
    }
  }
  return problems;
}

function judge(file: string, from: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return edge.has(from) || from === "node" ? undefined : `imports ${specifier}; only node, lsp and cli may`;
  if (specifier === "vscode-languageserver-types") return undefined;
  if (specifier.startsWith("vscode-languageserver")) return from === "lsp" ? undefined : `imports ${specifier}; only lsp may`;
  if (!specifier.startsWith(".")) return from === "protocol" ? `imports ${specifier}; protocol imports nothing` : undefined;
  const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/");
  if (!target.startsWith("server/src/")) return `imports ${target}, which lies outside the server`;
  const to = layerOf(target);
  if (from === to) return undefined;
  if (from === "protocol") return "imports another folder; protocol imports nothing";
  if (to === "protocol") return rankOf(from) >= rankOf("features") ? undefined : "imports protocol; only features, lsp and cli may";
  if (to === "node") return edge.has(from) ? undefined : "imports node; only lsp and cli may";
  if (from === "node") return to === "base" ? undefined : `imports ${to}; node imports base alone`;
  return rankOf(to) <= rankOf(from) && !(edge.has(from) && edge.has(to)) ? undefined : `imports ${to}, which stands to the right of ${from}`;
}

function judgeClient(file: string, specifier: string): string | undefined {
  const isCore = file.startsWith("client/src/core/");
  if (isCore && (specifier === "vscode" || specifier === "node:child_process")) return `imports ${specifier}; core is pure`;
  if (!specifier.startsWith(".")) return undefined;
  const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/");
  if (target.startsWith("client/src/") || target.startsWith("server/src/protocol/")) return undefined;
  return `imports ${target}; the client knows the server by its protocol alone`;
}

function layerOf(file: string): string {
  return file.split("/")[2] ?? "";
}

function rankOf(layer: string): number {
  const rank = layers.findIndex((names) => names.includes(layer));
  return rank < 0 ? layers.length : rank;
}

function importsOf(text: string): string[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)\s*import\s+"([^"]+)"/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3]!);
}
