import { bakeBlock } from "../../data/bake-attributes.ts";
import type { ResolvedTarget, Sourced } from "../../eval/resolved-bake.ts";
import { camelCase } from "../../eval/resolved-target.ts";
import type { BakeAttribute, TargetBlock } from "../../model/bake/bake-file.ts";
import { changingCalls } from "../../workspace/changing-values.ts";
import { givenByParents, hasAncestor, onlyBlockOf, parentsOf } from "../../workspace/inherited-values.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { type WrittenValue, writtenValue } from "../../workspace/written-values.ts";
import { removeValue } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { type BakeContext, defineRule, type FilePlace } from "../rule.ts";

/** What a tool may fill in for a parent, and what a target may well say of itself in the same words. */
const left: ReadonlySet<string> = new Set(["tags", "description"]);
const defaults: Readonly<Record<string, string>> = { context: "\".\"", dockerfile: "\"Dockerfile\"" };
const maps = ["args", "contexts", "extra-hosts"] as const;
/** Lists to which a target adds. */
const lists = ["cache-from", "secret", "ssh", "no-cache-filter", "entitlements", "ulimits"] as const;

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
  checkLists(context, target);
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
  const parents = parentsOf(context.bake, target);
  const own = context.bake.evaluation.targets.get(target.name)?.attributes;
  for (const name of maps) {
    for (const [key, value] of own?.get(name)?.map ?? []) {
      checkPart(context, target, value, parents.flatMap((parent) => (name === "extra-hosts" ? parent.extraHosts : parent[name]).get(key) ?? []), "entry", key);
    }
  }
}

function checkLists(context: BakeContext, target: ResolvedTarget): void {
  const parents = parentsOf(context.bake, target);
  const own = context.bake.evaluation.targets.get(target.name)?.attributes;
  for (const name of lists) {
    const { list, entries } = own?.get(name) ?? {};
    for (const value of list ?? entries ?? []) {
      const inherited = parents.flatMap((parent): readonly Sourced<unknown>[] => parent[camelCase(name) as "cacheFrom"]).filter((other) => identityOf(other) === identityOf(value));
      checkPart(context, target, value, inherited, "element", `entry of ${name}`);
    }
  }
}

/** What an entry replaces an earlier one by, if it does. */
function identityOf({ value }: Sourced<unknown>): string {
  const id: unknown = value instanceof Map && !value.has("type") ? value.get("id") : undefined;
  return typeof id === "string" ? id : JSON.stringify(value instanceof Map ? [...(value as Map<unknown, unknown>)] : value);
}

function checkPart(context: BakeContext, target: ResolvedTarget, own: Sourced<unknown>, inherited: readonly Sourced<unknown>[], part: WrittenValue["part"], what: string): void {
  const { bake } = context;
  const written = inherited.length === 0 ? undefined : writtenValue(bake, own);
  const isSame = inherited.every((other) => onlyBlockOf(bake, other.ownerTarget) && textAt(context, other) === textAt(context, own) && writtenValue(bake, other)?.part === part);
  if (written?.part !== part || !isSame || changingCalls(bake, written.expression).length > 0) return;
  reportAt(context, own, written.whole, `"${target.name}" inherits the same ${what} from "${inherited.at(-1)!.ownerTarget}".`);
}

function textAt({ bake }: BakeContext, { uri, span }: FilePlace): string {
  return sourceText(bake, uri).slice(span.start, span.end);
}

function reportAt({ bake, report }: BakeContext, value: FilePlace, whole: FilePlace["span"], message: string): void {
  const edit = removeValue(bake, value);
  report({ uri: value.uri, span: whole }, message, edit && safeFix("Remove the repetition", edit));
}
