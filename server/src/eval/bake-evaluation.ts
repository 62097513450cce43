import type { CancellationSignal, Environment, EnvironmentValue } from "../base/host.ts";
import type { Span } from "../base/span.ts";
import type { BakeFile, VariableBlock } from "../model/bake/bake-file.ts";
import type { ComposeInput } from "./compose/compose-input.ts";
import type { MergedTarget } from "./merged-target.ts";
import type { ResolvedBake, Sourced } from "./resolved-bake.ts";
import type { Surroundings } from "./scope.ts";
import type { Type, UnknownValue, Value } from "./value.ts";

export interface BakeInput extends Surroundings {
  /** In buildx's order: the default lookup's, or that of `-f`. */
  readonly files: readonly BakeFile[];
  /** Compose files of the same set: their services are the base that the other files build on. */
  readonly compose?: ComposeInput;
  readonly environment: Environment;
  /** Values of `--var`; they win over the environment. */
  readonly variables?: ReadonlyMap<string, string>;
  /** Texts of `--set`, each `pattern.key=value`. */
  readonly overrides?: readonly string[];
  /** The value of BAKE_LOCAL_PLATFORM; `linux/amd64` when absent. */
  readonly localPlatform?: string;
  /** Whether a path that a secret names exists, from the working directory; without it, files are not checked. */
  readonly fileExists?: (path: string) => boolean;
  /** How many steps evaluation may take, about two million a second; a target takes some hundred. Four million when absent. */
  readonly budget?: number;
  /** How many of them one value may take; all when absent. */
  readonly expressionBudget?: number;
  /** How many combinations of one matrix are expanded; 20,000 when absent. */
  readonly combinations?: number;
  readonly signal?: CancellationSignal;
}

/**
 * A fault found while evaluating. `summary` and `detail` are buildx's wording, `span` buildx's place.
 * `error` makes buildx fail; what buildx lets pass is not a fault.
 */
export interface EvaluationFault {
  readonly code: string;
  readonly uri: string;
  /** Where buildx points. */
  readonly span: Span;
  readonly summary: string;
  readonly detail: string;
  /** The unknown name of `unknown-variable`, `unknown-function`, `unknown-attribute`. */
  readonly name?: string;
  /** Where to point in an editor, when buildx's place or wording misleads (a "cycle" of an unknown variable). */
  readonly better?: { readonly span: Span; readonly message: string };
  /** How many diagnostics buildx counts for this fault. */
  readonly weight: number;
  /** Whether buildx prints the summary alone, without a place or detail. */
  readonly isPlaceless?: boolean;
}

export type ValueOrigin =
  | { readonly kind: "default" | "global" | "builtin" }
  | { readonly kind: "override" }
  | { readonly kind: "environment"; readonly source: EnvironmentValue["origin"] };

export interface EvaluatedVariable {
  readonly name: string;
  readonly value: Value;
  readonly type: Type | undefined;
  readonly origin: ValueOrigin;
  /** Absent for a built-in variable. */
  readonly uri: string | undefined;
  readonly span: Span | undefined;
  readonly block: VariableBlock | undefined;
  readonly description: string | undefined;
}

export interface EvaluatedGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly targets: readonly Sourced<string>[];
  /** `targets = null`, which prints as null. */
  readonly isNull: boolean;
  /** Where the group is named; for a matrix, where its target block is. */
  readonly uri: string;
  readonly span: Span;
  readonly isMatrix: boolean;
}

/** A target as its own blocks define it, matrix expanded and repeated blocks merged, before `inherits` and `--set`. */
export type EvaluatedTarget = MergedTarget;

export interface BakeEvaluation {
  /** By name, in the order of definition. */
  readonly targets: ReadonlyMap<string, EvaluatedTarget>;
  readonly groups: ReadonlyMap<string, EvaluatedGroup>;
  readonly variables: ReadonlyMap<string, EvaluatedVariable>;
  /** In the order in which buildx would meet them; buildx stops at the first. */
  readonly faults: readonly EvaluationFault[];
  /** Set when the budget ran out or the caller cancelled; what is missing then is Unknown. */
  readonly stopped: string | undefined;
  /** What a `bake` of these names would build; without names, of `default`. */
  resolve(names?: readonly string[]): ResolvedBake;
  /** Every target that is defined, resolved, and every group. */
  resolveAll(): ResolvedBake;
}

export type { UnknownValue };
