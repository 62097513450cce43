import type { YamlNode } from "../../syntax/yaml/tree.ts";
import { commandWords, valueAt, writtenServices } from "../../workspace/compose-services.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "ComposeScaledBeat",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  appliesToCompose: true,
  summary: "A Compose service whose command embeds a scheduler runs in more than one replica.",
  check: ({ bake, report }) => {
    for (const { uri, name, node } of writtenServices(bake)) {
      const replicas = [valueAt(node, "deploy", "replicas"), valueAt(node, "scale")].find((value) => countOf(value) > 1);
      if (!replicas || !runsBeat(commandWords(valueAt(node, "command"))) || replicas.uri !== uri) continue;
      report({ uri, span: replicas.span }, `Each of the ${countOf(replicas)} replicas of "${name}" runs Celery's scheduler, so every task is sent as often.`);
    }
  },
});

function countOf(node: YamlNode | undefined): number {
  return node?.kind === "scalar" && node.value !== null && /^\d+$/.test(String(node.value)) ? Number(node.value) : 0;
}

/** Celery's `beat` command, or a worker with `-B` or `--beat`. */
function runsBeat(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /(?:^|\/)celery$/.test(word));
  return at >= 0 && words.slice(at + 1).some((word) => word === "beat" || word === "--beat" || word === "-B");
}
