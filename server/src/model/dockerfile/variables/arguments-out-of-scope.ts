import { memoize } from "../../../base/memoize.ts";
import type { ParameterPart, ShellCommand, WordPart } from "../../../syntax/shell/tree.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Dockerfile, rootBase } from "../dockerfile.ts";
import { securedNames } from "../scripts/secured-names.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";
import type { InstructionScript } from "../scripts/scripts.ts";
import { isLikelyOfBase } from "./base-variables.ts";
import { globalScope, scopeBefore, type Variable } from "./scope.ts";

/** A variable in a script that only an ARG outside the stage, or BuildKit, could have given a value. */
export interface ArgumentOutOfScope {
  readonly step: RunStep;
  readonly reference: ParameterPart;
  readonly global: Variable;
  /** Whether the base image may define it as well. */
  readonly isOpen: boolean;
}

/** What every command sees without an ARG, or its shell sets. */
const given = /^(?:(?:https?|ftp|no|all)_proxy|(?:HTTPS?|FTP|NO|ALL)_PROXY|HOME|HOSTNAME|OLDPWD|PATH|PWD|SHLVL)$/;

/** The first use of each such name in each stage. */
export function argumentsOutOfScope(dockerfile: Dockerfile): ArgumentOutOfScope[] {
  const globals = globalScope(dockerfile);
  const seen = new Set<string>();
  return runSteps(dockerfile).flatMap((step) => {
    const references = step.isOnbuild ? [] : plainReferences(step.script);
    if (references.length === 0 || takesSecrets(step)) return [];
    return references.flatMap((reference): ArgumentOutOfScope[] => {
      const { name } = reference;
      const key = `${step.stage.index} ${name}`;
      const global = seen.has(key) ? undefined : globals.find(name);
      if (!global || given.test(name) || scopeBefore(step.stage, step.run).find(name) || securedNames(step).has(name)) return [];
      seen.add(key);
      return [{ step, reference, global, isOpen: global.kind === "platform" ? isLikelyOfBase(step.stage, name) : mayDefine(step, name) }];
    });
  });
}

/** Those without an operator; none where a file that is read or an evaluated text sets variables that the script does not name. */
const plainReferences = memoize(({ script, invocations }: InstructionScript): readonly ParameterPart[] => {
  if (script === undefined || invocations.some(({ name }) => /^(?:\.|source|eval)$/.test(name))) return [];
  return invocations.flatMap(({ command, outer }) => (command && outer === undefined ? plainParameters(command) : []));
});

/** Whether secrets come as variables. */
function takesSecrets({ mounts }: RunStep): boolean {
  return mounts.some(({ type, options }) => type === "secret" && options.some(({ key }) => key.toLowerCase() === "env"));
}

/** Images that are not known may set anything. */
function mayDefine({ stage }: RunStep, name: string): boolean {
  const base = rootBase(stage);
  if (base.kind === "scratch") return false;
  return base.kind !== "image" || !baseFacts(stage).isKnown || isLikelyOfBase(stage, name);
}

function plainParameters({ assignments, name, arguments: words, redirections }: ShellCommand): ParameterPart[] {
  const all = [...assignments.map(({ value }) => value), ...(name ? [name] : []), ...words, ...redirections.flatMap(({ target }) => target ?? [])];
  return all.flatMap(({ parts }) => parametersIn(parts));
}

/** Those without an operator, which would tell what to do where there is no value. */
function parametersIn(parts: readonly WordPart[]): ParameterPart[] {
  return parts.flatMap((part) => (part.kind === "double-quoted" ? parametersIn(part.parts) : part.kind === "parameter" && part.operator === undefined ? [part] : []));
}
