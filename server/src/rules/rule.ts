import type { LatePart } from "../base/late-part.ts";
import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { BakeSetEvaluation } from "../workspace/bake-sets.ts";
import type { TargetLink } from "../workspace/links.ts";
import type { WorkflowLinks } from "../workspace/workflow-links.ts";
import type { Fix } from "./fix.ts";

export const severities = ["error", "warning", "info", "hint", "off"] as const;
export type Severity = (typeof severities)[number];

export const categories = ["correctness", "security", "reproducibility", "cache", "size", "style"] as const;
export type Category = (typeof categories)[number];

/** A JSON Schema for each option and the value that it has when nothing is set. */
export type RuleOptions = Readonly<Record<string, { readonly schema: object; readonly default: unknown; readonly description: string }>>;

interface RuleBase {
  /** PascalCase; BuildKit's own name where BuildKit has the check. */
  readonly name: string;
  /** The same check elsewhere: `DL3008`, `buildkit:StageNameCasing`, `trivy:DS-0002`. */
  readonly aliases?: readonly string[];
  readonly category: Category;
  /** The severity by default; a finding may be reported with another one through `report.as`. */
  readonly severity: Severity;
  /** One sentence that says what the rule finds; shown in hovers and lists. */
  readonly summary: string;
  readonly options?: RuleOptions;
  /** What editors offer on a finding besides its fixes, because it takes more than the text: to ask the registry for the image's tag or digest. */
  readonly offers?: readonly "pin-image"[];
  /** How editors draw it besides the squiggle. */
  readonly tags?: readonly ("unnecessary" | "deprecated")[];
}

export interface DockerfileRule extends RuleBase {
  readonly language: "dockerfile";
  /**
   * Words of which one must stand in the file for the rule to find anything: lower case, letters alone, so that `pip` is in `pip3.12` but not
   * in `pipx`. It is not run on files without. Left out where the rule may find something in any file, or because of another file.
   */
  readonly mentions?: readonly string[];
  /** What holds its code, where that is loaded when first needed; until then `check` finds nothing. Bundling decides it, no rule says it. */
  readonly part?: LatePart<unknown>;
  readonly check: (context: DockerfileContext) => void;
}

interface SetRuleBase extends RuleBase {
  /** Whether findings may lie in Compose files, which have attributes, forms and ways of their own; those of other rules are left out. */
  readonly appliesToCompose?: boolean;
}

export interface BakeRule extends SetRuleBase {
  readonly language: "bake";
  readonly check: (context: BakeContext) => void;
}

export interface CrossFileRule extends SetRuleBase {
  readonly language: "cross-file";
  readonly check: (context: CrossFileContext) => void;
}

/** Checks a workflow of GitHub Actions against the files that it builds. */
export interface WorkflowRule extends RuleBase {
  readonly language: "workflow";
  readonly check: (context: WorkflowContext) => void;
}

/** Checks the comments that switch other rules off, after those have run. */
export interface IgnoreCommentRule extends RuleBase {
  readonly language: "ignore-comments";
  readonly check: (context: IgnoreCommentContext) => void;
}

export type Rule = DockerfileRule | BakeRule | CrossFileRule | WorkflowRule | IgnoreCommentRule;

export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}

/** Reports one finding at a node or span of the Dockerfile being checked. */
export interface Report {
  (node: Spanned | Span, message: string, ...fixes: readonly (Fix | undefined)[]): void;
  /** The same with another severity than the rule's own; a severity set by the user wins over both. */
  as(severity: Severity): Report;
}

/** Reports one finding in any file of a set. */
export interface FileReport {
  (place: FilePlace, message: string, ...fixes: readonly (Fix | undefined)[]): void;
  as(severity: Severity): FileReport;
}

export interface FilePlace {
  readonly uri: string;
  readonly span: Span;
}

interface ContextBase {
  /** The rule's options, each with the user's value or its default. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface DockerfileContext extends ContextBase {
  readonly dockerfile: Dockerfile;
  /** Which targets and services build it. */
  readonly use: DockerfileUse;
  readonly report: Report;
}

export interface WorkflowContext extends ContextBase {
  readonly links: WorkflowLinks;
  readonly report: Report;
}

/** A name in a `# bakewell ignore=…` comment that has no effect. */
export interface IdleIgnore {
  /** As written. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What to remove so that the name is gone: the name with its comma, or the whole comment when it is the only one. */
  readonly removal: Span;
  /** Whether there is a rule of that name at all, and if not, the one that may be meant. */
  readonly isKnown: boolean;
  readonly closest: string | undefined;
}

export interface IgnoreCommentContext extends ContextBase {
  readonly idle: readonly IdleIgnore[];
  readonly report: Report;
}

export interface BakeContext extends ContextBase {
  readonly bake: BakeSetEvaluation;
  readonly report: FileReport;
}

export interface CrossFileContext extends ContextBase {
  readonly bake: BakeSetEvaluation;
  /** Each resolved target with the Dockerfile and stage that it builds. */
  readonly links: readonly TargetLink[];
  /** The targets and services of other sets that build some of the same Dockerfiles. */
  readonly linksBeside: readonly TargetLink[];
  readonly report: FileReport;
}
