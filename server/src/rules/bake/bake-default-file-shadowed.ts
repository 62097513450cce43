import { nameOfUri } from "../../base/uri.ts";
import type { BakeFile } from "../../model/bake/bake-file.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDefaultFileShadowed",
  language: "bake",
  category: "correctness",
  severity: "hint",
  appliesToCompose: true,
  summary: "Two files of one folder that bake loads by default say different things under one name.",
  check: (context) => {
    if (!context.bake.isDefaultLookup) return;
    checkComposeFiles(context);
    checkBakeFiles(context);
  },
});

/** Docker Compose takes the first of its default files, bake takes all of them. */
function checkComposeFiles({ bake, report }: BakeContext): void {
  const [first, ...others] = bake.files.filter(({ role }) => role === "compose");
  for (const { uri, text } of others) {
    const end = text.search(/\r?\n|$/);
    report({ uri, span: { start: 0, end } }, `docker compose only reads ${nameOfUri(first!.uri)}, while bake merges ${nameOfUri(uri)} into it.`);
  }
}

/** An override file is there to override. */
function checkBakeFiles({ bake, report }: BakeContext): void {
  const files = bake.files.flatMap(({ bakeFile, uri }) => (bakeFile && !nameOfUri(uri).includes(".override.") ? [bakeFile] : []));
  for (const [index, file] of files.entries()) {
    for (const other of files.slice(index + 1)) {
      const taken = new Set(blocksOf(other).map(keyOf));
      for (const block of blocksOf(file)) {
        if (!taken.has(keyOf(block))) continue;
        const result = block.type === "target" ? "and adds to this one" : "and replaces this one";
        report({ uri: file.uri, span: block.nameSpan }, `${nameOfUri(other.uri)} is loaded as well: it has a ${block.type} "${block.name}" too, ${result}.`);
      }
    }
  }
}

type NamedBlock = BakeFile["targets" | "groups" | "variables" | "functions"][number];

function keyOf({ type, name }: NamedBlock): string {
  return `${type} ${name}`;
}

function blocksOf({ targets, groups, variables, functions }: BakeFile): readonly NamedBlock[] {
  return [...targets, ...groups, ...variables, ...functions];
}
