import { memoize } from "../../../base/memoize.ts";
import { editDistance } from "../../../base/closest-name.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { VariableReference } from "../../../syntax/dockerfile/words.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { buildVariablesOf } from "./expansions.ts";
import { isLikelyOfBase, setsNoVariables } from "./base-variables.ts";
import { globalScope, type Scope, scopeBefore, type Variable } from "./scope.ts";
import { stepsOf, type Step } from "../steps.ts";

/** A variable that an instruction of a stage uses although nothing in the file defines it there. */
export interface UndefinedVariable {
  readonly step: Step;
  readonly reference: VariableReference;
  /** The global ARG of this name, which the stage would have to declare again to see it. */
  readonly global: Variable | undefined;
  /** Whether the base image may define it: its environment is not known here. */
  readonly isOpen: boolean;
  /** Whether it is likely to, from what is known of such images. */
  readonly isLikelyOfBase: boolean;
  /** A name of the scope that is one letter away. */
  readonly closest: string | undefined;
}

/** All of them in order; the names in commands are not looked at, because a shell decides about those. EXPOSE is left out as BuildKit does. */
export const undefinedVariables: (dockerfile: Dockerfile) => readonly UndefinedVariable[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.stages.flatMap((stage) => stepsOf(stage).flatMap((step) => (isLookedAt(step.instruction) ? undefinedIn(dockerfile, step) : []))));

function isLookedAt({ kind }: Instruction): boolean {
  return kind !== "FROM" && kind !== "EXPOSE";
}

/** Those in EXPOSE. */
export function undefinedPorts(dockerfile: Dockerfile): UndefinedVariable[] {
  return dockerfile.stages.flatMap((stage) => stepsOf(stage).flatMap((step) => (step.instruction.kind === "EXPOSE" ? undefinedIn(dockerfile, step) : [])));
}

function undefinedIn(dockerfile: Dockerfile, step: Step): UndefinedVariable[] {
  const { instruction, stage } = step;
  const references = buildVariablesOf(dockerfile, instruction);
  if (references.length === 0) return [];
  const before = scopeBefore(stage, instruction);
  return references.flatMap((reference) => {
    // The pairs of one ARG see each other.
    const scope = instruction.kind === "ARG" ? argumentScope(before, instruction.pairs, reference) : before;
    const { name } = reference;
    if (scope.find(name) || internalArguments.has(name)) return [];
    const global = globalScope(dockerfile).find(name);
    const isOpen = before.isOpen && (name === "PATH" || !setsNoVariables(stage));
    const isLikely = isOpen && isLikelyOfBase(stage, name);
    return [{ step, reference, global, isOpen, isLikelyOfBase: isLikely, closest: global || isLikely ? undefined : neighbor(name, scope.names(mostNames)) }];
  });
}

/** Arguments for the builder itself, which never reach the environment. */
const internalArguments: ReadonlySet<string> = new Set(["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"]);

function argumentScope(scope: Scope, pairs: readonly { readonly key: { readonly text: string; readonly span: { readonly start: number } } }[], reference: VariableReference): Pick<Scope, "find" | "names"> {
  // The last one is what the reference stands in.
  const earlier = new Set(pairs.filter(({ key }) => key.span.start < reference.span.start).slice(0, -1).map(({ key }) => key.text));
  if (earlier.size === 0) return scope;
  return { find: (name) => scope.find(name) ?? (earlier.has(name) ? anyVariable : undefined), names: (most) => [...earlier, ...scope.names(most)] };
}

const anyVariable: Variable = {
  name: "", kind: "arg", instruction: undefined, pair: undefined, stage: undefined, inherited: undefined, isSet: true, value: "", isExact: false,
};

/** How many names are compared with one that is not known, so that a file of thousands stays linear. */
const mostNames = 200;

/** One edit away; names that differ in a digit only (`PYTHON2`, `PYTHON3`), or as users and groups do (`APP_UID`, `APP_GID`), are different things. */
function neighbor(name: string, names: readonly string[]): string | undefined {
  if (name.length < 4) return undefined;
  const letters = lettersOf(name);
  const first = name.charCodeAt(0);
  const last = name.charCodeAt(name.length - 1);
  // One edit leaves the first letter or the last one, which is cheap to look at.
  return names.find((other) =>
    Math.abs(other.length - name.length) <= 1 && (other.charCodeAt(0) === first || other.charCodeAt(other.length - 1) === last) && lettersOf(other) !== letters && editDistance(name, other) === 1);
}

function lettersOf(name: string): string {
  return name.replace(/\d/g, "").replace(/[GU](?=ID(?:_|$))/g, "");
}
