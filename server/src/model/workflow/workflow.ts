import { memoize } from "../../base/memoize.ts";
import type { Spanned } from "../../base/span.ts";
import type { YamlMapping, YamlNode, YamlTree } from "../../syntax/yaml/tree.ts";
import { listOf, type ListSeparator, type WrittenText, type WrittenWord, wordOf, writtenText } from "./written-text.ts";

/** A GitHub Actions workflow, as far as it can tell what is built. */
export interface Workflow {
  readonly text: string;
  readonly jobs: readonly WorkflowJob[];
  /** Whether it runs only when another workflow calls it, which may be one of another repository. */
  readonly isOnlyCalled: boolean;
}

export interface WorkflowJob {
  readonly name: string;
  readonly steps: readonly WorkflowStep[];
  /** The workflow that the job consists of, in place of steps. */
  readonly calledWorkflow: string | undefined;
  /** The axes of its matrix. */
  readonly matrix: YamlMapping | undefined;
}

export interface WorkflowStep extends Spanned {
  readonly job: WorkflowJob;
  readonly id: string | undefined;
  /** Undefined for a step that runs a script. */
  readonly action: ActionUse | undefined;
  /** What stands under `with`, by lower-case name. */
  readonly inputs: ReadonlyMap<string, YamlNode>;
  readonly script: WrittenText | undefined;
  /** Of the step, its job or the workflow: the shell of the script and where it starts. */
  readonly shell: string | undefined;
  readonly workingDirectory: WrittenWord | undefined;
}

export interface ActionUse extends Spanned {
  /** `docker/bake-action` */
  readonly name: string;
  /** The number in `@v6` or `@6.1.0`; undefined behind a commit or a branch. */
  readonly majorVersion: number | undefined;
}

/** Reads what is there; of a file that is no workflow nothing is. */
export const workflowOf = memoize(readWorkflow);

function readWorkflow(tree: YamlTree): Workflow {
  const root = asMapping(tree.documents[0]);
  const jobs: WorkflowJob[] = [];
  for (const [name, { value }] of asMapping(entry(root, "jobs"))?.entries ?? []) {
    const job = asMapping(value);
    if (job) jobs.push(readJob(name, job, entry(root, "defaults"), tree.text));
  }
  return { text: tree.text, jobs, isOnlyCalled: isOnlyCalled(entry(root, "on")) };
}

function readJob(name: string, mapping: YamlMapping, defaults: YamlNode | undefined, source: string): WorkflowJob {
  const steps: WorkflowStep[] = [];
  const job = { name, steps, calledWorkflow: textOf(entry(mapping, "uses")), matrix: asMapping(entry(entry(mapping, "strategy"), "matrix")) };
  const list = entry(mapping, "steps");
  const run = [entry(entry(mapping, "defaults"), "run"), entry(defaults, "run")];
  for (const item of list?.kind === "sequence" ? list.items : []) {
    const step = asMapping(item);
    if (step) steps.push(readStep(job, step, run, source));
  }
  return job;
}

function readStep(job: WorkflowJob, step: YamlMapping, defaults: readonly (YamlNode | undefined)[], source: string): WorkflowStep {
  const inputs = asMapping(entry(step, "with"))?.entries ?? [];
  const script = entry(step, "run");
  const setting = (key: string): YamlNode | undefined => [step, ...defaults].map((from) => entry(from, key)).find((node) => node !== undefined);
  return {
    job,
    span: step.span,
    id: textOf(entry(step, "id")),
    action: readUse(entry(step, "uses")),
    inputs: new Map([...inputs].map(([name, { value }]) => [name.toLowerCase(), value])),
    script: script?.kind === "scalar" ? writtenText(script, source) : undefined,
    shell: textOf(setting("shell")),
    workingDirectory: wordOf(setting("working-directory"), source),
  };
}

function readUse(node: YamlNode | undefined): ActionUse | undefined {
  const match = /^([^@]+)(?:@(.*))?$/.exec(textOf(node)?.trim() ?? "");
  const version = /^v?(\d{1,3})(?:\.\d+)*$/.exec(match?.[2] ?? "");
  return match ? { name: match[1]!.toLowerCase(), majorVersion: version ? Number(version[1]) : undefined, span: node!.span } : undefined;
}

function isOnlyCalled(on: YamlNode | undefined): boolean {
  const events = on?.kind === "mapping" ? [...on.entries.keys()] : on?.kind === "sequence" ? on.items.map(textOf) : [textOf(on)];
  return events.length === 1 && events[0] === "workflow_call";
}

/** What stands under a key; undefined for what is no mapping. */
export function entry(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return asMapping(node)?.entries.get(key)?.value;
}

/** The words with the values of an axis of the job's matrix in place of `${{ matrix.axis }}`, where the axis is written out. */
export function withAxes(job: WorkflowJob, words: readonly WrittenWord[], source: string, separator: ListSeparator): WrittenWord[] {
  return words.flatMap((word) => axisValues(job, word, source, separator) ?? [word]);
}

function axisValues({ matrix }: WorkflowJob, word: WrittenWord, source: string, separator: ListSeparator): WrittenWord[] | undefined {
  const axis = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(word.text)?.[1];
  const values = axis === undefined || entry(matrix, "include") !== undefined ? undefined : entry(matrix, axis);
  if (values?.kind !== "sequence" || values.items.some((item) => item.kind !== "scalar")) return undefined;
  return values.items.flatMap((item) => listOf(item, source, separator));
}

export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.value !== null ? String(node.value) : undefined;
}

function asMapping(node: YamlNode | undefined): YamlMapping | undefined {
  return node?.kind === "mapping" ? node : undefined;
}

/** The steps in front of one in its job. */
export function stepsBefore(step: WorkflowStep): readonly WorkflowStep[] {
  return step.job.steps.slice(0, step.job.steps.indexOf(step));
}
