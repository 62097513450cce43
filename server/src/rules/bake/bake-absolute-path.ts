import { isInside, relativePath, resolveUri } from "../../base/uri.ts";
import { isKnown, type Sourced, textOf } from "../../eval/resolved-bake.ts";
import { contextUriOf } from "../../workspace/bake-sets.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { changeText } from "../bake-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeAbsolutePath",
  language: "bake",
  category: "reproducibility",
  severity: "hint",
  summary: "A context or Dockerfile is an absolute path of one machine.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      const contextUri = contextUriOf(textOf(target.context), bake.workingFolderUri);
      for (const item of [target.context, target.dockerfile, ...target.contexts.values()]) {
        if (!isKnown(item.value) || !/^(?:\/(?!$)|[A-Za-z]:[\\/])/.test(item.value) || !isLiteral(bake, item)) continue;
        report(item, `${item.value} only exists on machines like yours.`, relativeFix(bake, item, item === target.dockerfile ? contextUri : bake.workingFolderUri));
      }
    }
  },
});

/** A path made of variables is made for each machine. */
function isLiteral(bake: BakeContext["bake"], item: Sourced<string>): boolean {
  return sourceText(bake, item.uri).slice(item.span.start, item.span.end).replaceAll("\"", "").startsWith(textOf(item).slice(0, 3));
}

/** Inside the folder that relative paths start from, the path can be one. */
function relativeFix(bake: BakeContext["bake"], item: Sourced<string>, folderUri: string | undefined): Fix | undefined {
  const uri = folderUri === undefined ? undefined : resolveUri(folderUri, textOf(item));
  const path = uri !== undefined && isInside(folderUri!, uri) ? relativePath(folderUri!, uri) : undefined;
  const edit = path === undefined ? undefined : changeText(bake, item, textOf(item), path);
  return edit && suggestion(`Change to "${path}"`, edit);
}
