import { removalsCovering } from "../../shell/cleanup.ts";
import { choosesCommit, cloneSyntax, type MovingClone, movingClones } from "../../shell/clones.ts";
import { findOption, parseArguments } from "../../shell/options.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";
import { stageReferences } from "../stages/stage-references.ts";

/** `git clone` of a repository that anybody can fetch. */
export interface GitClone {
  readonly step: RunStep;
  readonly invocation: Invocation;
  /** With `.git` at its end. */
  readonly url: string;
  readonly branch: string | undefined;
  /** Where it goes, as written; the repository's name when nothing is. */
  readonly folder: string;
  /** Whether ADD leads to the same files: no other call of git needs the history, no option asks for something else. */
  readonly isPlain: boolean;
}

const plainOptions = /^(?:-b|--branch|--depth|--single-branch|-q|--quiet|--recursive|--recurse-submodules|--shallow-submodules|--progress)$/;

/** Calls of git that need more than the files of one commit. */
const asksHistory = /^(?:describe|log|rev-list|shortlog|blame|fetch|pull|merge|rebase|cherry-pick|am)$/;

/** Those in a RUN that are always run and after which nothing needs the history, in order. */
export function gitClones(dockerfile: Dockerfile): GitClone[] {
  return runSteps(dockerfile).flatMap((step) => step.script.invocations.flatMap((invocation) => cloneOf(step, invocation) ?? []));
}

function cloneOf(step: RunStep, invocation: Invocation): GitClone | undefined {
  const [verb, ...words] = invocation.arguments;
  if (invocation.name !== "git" || verb?.unquoted !== "clone" || step.isOnbuild || invocation.outer || invocation.use?.scope.isConditional || invocation.use?.scope.isSubshell) return undefined;
  const { options, operands } = parseArguments(words, cloneSyntax);
  const [source, target, more] = operands;
  if (!source || more || source.value === undefined || !/^https:\/\/[\w.-]+\/[\w./~+-]+$/.test(source.value)) return undefined;
  const branch = findOption(options, "-b", "--branch");
  const url = source.value.replace(/\/$/, "").replace(/(?:\.git)?$/, ".git");
  const others = step.script.invocations.filter(({ name }) => name === "git");
  if (others.some(({ arguments: given }) => given.some(({ unquoted }) => asksHistory.test(unquoted)))) return undefined;
  const folder = target?.unquoted ?? url.slice(url.lastIndexOf("/") + 1, -4);
  if (isRemovedAgain(step, invocation, folder)) return undefined;
  const isKnown = (word: { readonly value: string | undefined } | undefined): boolean => word === undefined || word.value !== undefined;
  return {
    step, invocation, url,
    branch: branch?.value,
    folder,
    isPlain: others.length === 1 && isKnown(target) && isKnown(branch?.valueWord) && options.every(({ name }) => plainOptions.test(name)) && step.run.flags.length === 0,
  };
}

/** Whether the step leaves nothing of the clone in its layer, as ADD would. */
function isRemovedAgain({ script: { facts } }: RunStep, { use, span }: Invocation, folder: string): boolean {
  const directory = use && facts.directoryBefore(use);
  const path = folder.startsWith("/") || directory === undefined ? folder : `${directory}/${folder}`;
  return removalsCovering(facts.removals, path.replace(/\/+$/, "")).some((removal) => removal.span.start > span.end);
}

/** The clones behind which neither their step, nor a later one of the stage, nor a stage that takes them chooses a commit or tag, in order. */
export function unpinnedClones(dockerfile: Dockerfile): MovingClone[] {
  const found: MovingClone[] = [];
  const chosenElsewhere = stagesChosenElsewhere(dockerfile);
  /** The stage in which a step further down chooses for the clones above it. */
  let chosen: Stage | undefined;
  for (const { stage, script } of [...runSteps(dockerfile)].reverse()) {
    const choice = choosesCommit(script.invocations);
    if (choice === true) chosen = stage;
    else if (choice === undefined) {
      if (chosen !== stage && !chosenElsewhere.has(stage)) found.push(...[...movingClones(script.invocations)].reverse());
      chosen = undefined;
    }
  }
  return found.reverse();
}

/** The stages that others mount or build on where they choose a commit of what was cloned. */
function stagesChosenElsewhere(dockerfile: Dockerfile): ReadonlySet<Stage> {
  const choosing = runSteps(dockerfile).filter(({ script }) => choosesCommit(script.invocations) === true);
  if (choosing.length === 0) return new Set();
  const runs = new Set<Instruction>(choosing.map(({ run }) => run));
  const mounted = stageReferences(dockerfile).flatMap(({ instruction, by, target }) => (by === "mount" && target && runs.has(instruction) ? [target] : []));
  return new Set([...mounted, ...choosing.flatMap(({ stage }) => stageChain(stage).slice(1))]);
}
