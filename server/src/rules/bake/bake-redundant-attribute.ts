import { bakeBlock } from "../../data/bake-attributes.ts";
import type { ResolvedTarget } from "../../eval/resolved-bake.ts";
import type { BakeAttribute, TargetBlock } from "../../model/bake/bake-file.ts";
import { changingCalls } from "../../workspace/changing-values.ts";
import { givenByParents, hasAncestor, onlyBlockOf, parentsOf } from "../../workspace/inherited-values.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { writtenValue } from "../../workspace/written-values.ts";
import { removeValue } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { type BakeContext, defineRule, type FilePlace } from "../rule.ts";

/** What a tool may fill in for a parent, and what a target may well say of itself in the same words. */
const left: ReadonlySet<string> = new Set(["tags", "description"]);
const defaults: Readonly<Record<string, string>> = { context: "\".\"", dockerfile: "\"Dockerfile\"" };
const maps = ["args", "contexts", "extra-hosts"] as const;

export default defineRule({
  name: "BakeRedundantAttribute",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "A target repeats the very value that it inherits.",
  tags: ["unnecessary"],
  options: {
    defaults: { schema: { type: "boolean" }, default: false, description: "Whether to report `context = \".\"` and `dockerfile = \"Dockerfile\"` too, which are what a target has when it says nothing." },
  },
  check: (context) => {
    for (const target of context.bake.resolved.targets.values()) {
      const own = onlyBlockOf(context.bake, target.name);
      // In a ring each would be redundant because of the other.
      if (own && !hasAncestor(context.bake, target, target.name)) checkTarget(context, target, own.uri, own.block);
    }
  },
});

function checkTarget(context: BakeContext, target: ResolvedTarget, uri: string, block: TargetBlock): void {
  for (const attribute of block.attributes.values()) {
    if (bakeBlock("target").attributes.get(attribute.name)?.merge === "override" && !left.has(attribute.name)) checkAttribute(context, target, uri, attribute);
  }
  checkMaps(context, target);
}

function checkAttribute(context: BakeContext, target: ResolvedTarget, uri: string, attribute: BakeAttribute): void {
  const { bake, options } = context;
  const written = textAt(context, { uri, span: attribute.valueSpan });
  const given = givenByParents(bake, target, attribute.name);
  const last = given?.at(-1);
  if (last) {
    // Where parents differ, the target settles which of them it follows.
    const isSame = given!.every((each) => textAt(context, { uri: each.uri, span: each.attribute.valueSpan }) === written) && changingCalls(bake, attribute.value).length === 0;
    if (isSame) reportAt(context, { uri, span: attribute.valueSpan }, attribute.span, `"${target.name}" inherits the same ${attribute.name} from "${last.owner}".`);
  } else if (given && options["defaults"] === true && defaults[attribute.name] === written) {
    reportAt(context, { uri, span: attribute.valueSpan }, attribute.span, `${written} is the ${attribute.name} of a target that names none.`);
  }
}

function checkMaps(context: BakeContext, target: ResolvedTarget): void {
  const { bake } = context;
  const parents = parentsOf(bake, target);
  for (const name of maps) {
    for (const [key, own] of bake.evaluation.targets.get(target.name)?.attributes.get(name)?.map ?? []) {
      const inherited = parents.flatMap((parent) => (name === "extra-hosts" ? parent.extraHosts : parent[name]).get(key) ?? []);
      const written = inherited.length === 0 ? undefined : writtenValue(bake, own);
      const isSame = inherited.every((entry) => onlyBlockOf(bake, entry.ownerTarget) && textAt(context, entry) === textAt(context, own) && writtenValue(bake, entry)?.part === "entry");
      if (written?.part !== "entry" || !isSame || changingCalls(bake, written.expression).length > 0) continue;
      reportAt(context, own, written.whole, `"${target.name}" inherits the same ${key} from "${inherited.at(-1)!.ownerTarget}".`);
    }
  }
}

function textAt({ bake }: BakeContext, { uri, span }: FilePlace): string {
  return sourceText(bake, uri).slice(span.start, span.end);
}

function reportAt({ bake, report }: BakeContext, value: FilePlace, whole: FilePlace["span"], message: string): void {
  const edit = removeValue(bake, value);
  report({ uri: value.uri, span: whole }, message, edit && safeFix("Remove the repetition", edit));
}
