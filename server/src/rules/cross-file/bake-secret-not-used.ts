import { type Entry, isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { buildNeeds } from "../../model/dockerfile/scripts/build-needs.ts";
import { isInOneBlock } from "../../workspace/written-values.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSecretNotUsed",
  language: "cross-file",
  category: "style",
  severity: "hint",
  summary: "A secret or SSH agent that a target declares is mounted nowhere in its Dockerfile.",
  tags: ["unnecessary"],
  check: ({ bake, links, report }) => {
    const used = new Set<string>();
    const entries = links.flatMap(({ target, dockerfile }) => [
      ...target.secret.map((entry) => ({ kind: "secret" as const, entry, dockerfile, target })),
      ...target.ssh.map((entry) => ({ kind: "ssh" as const, entry, dockerfile, target })),
    ]).map((found) => ({ ...found, key: `${found.entry.uri} ${found.entry.span.start}`, id: idOf(found.entry) }));
    // What several targets inherit serves when one of them mounts it. Git contexts take well-known ids for themselves.
    for (const { kind, key, id, dockerfile, target } of entries) {
      const isForGit = id !== undefined && /^GIT_AUTH_/.test(id);
      const isUnknown = id === undefined || (!dockerfile?.dockerfile && !target.name.startsWith("_"));
      const isVariable = /type=(?:secret|ssh)[^ ]*\$/.test(dockerfile?.text ?? "");
      if (isForGit || isUnknown || isVariable || (dockerfile?.dockerfile && buildNeeds(dockerfile.dockerfile).some((need) => need.kind === kind && need.id === id))) used.add(key);
    }
    for (const { kind, key, id, entry, dockerfile, target } of entries) {
      if (used.has(key) || !dockerfile?.dockerfile || target.name.startsWith("_")) continue;
      // Without it an earlier entry of this id would count instead.
      const own = bake.evaluation.targets.get(entry.ownerTarget)?.attributes.get(kind)?.entries ?? [];
      const isOnly = isInOneBlock(bake, entry, kind) && own.filter((other) => idOf(other) === id).length === 1;
      const edit = isOnly ? removeValue(bake, entry) : undefined;
      const fix = edit && suggestion("Remove it", edit);
      report(entry, kind === "secret" ? `No step of the Dockerfile mounts the secret "${id}".` : `No step of the Dockerfile mounts the SSH agent "${id}".`, fix);
    }
  },
});

function idOf({ value }: Sourced<Entry>): string | undefined {
  return isKnown(value) ? String(value.get("id") ?? "default") : undefined;
}
