import { matchPattern } from "../eval/path-match.ts";
import { referencesOf } from "../eval/references.ts";
import type { ResolvedTarget } from "../eval/resolved-bake.ts";
import type { WrittenWord } from "../model/workflow/written-text.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";
import { targetsBuiltTogether } from "./built-together.ts";
import type { BakeCallLink } from "./workflow-links.ts";

/** What a bake call can name. */
export interface CallNames {
  readonly bake: BakeSetEvaluation;
  readonly targets: readonly string[];
  readonly targetsAndGroups: readonly string[];
}

/** Undefined where some names may not be known: files are missing or faulty, or a matrix depends on variables that the workflow may set. */
export function namesForCall({ call, bake }: BakeCallLink): CallNames | undefined {
  if (!bake || bake.evaluation.stopped !== undefined || bake.evaluation.faults.length > 0 || hasVariableMatrix(bake)) return undefined;
  const targets = [...bake.evaluation.targets.keys(), ...call.targetsBeside];
  return { bake, targets, targetsAndGroups: [...targets, ...bake.evaluation.groups.keys()] };
}

function hasVariableMatrix({ files }: BakeSetEvaluation): boolean {
  return files.flatMap(({ bakeFile }) => bakeFile?.targets ?? []).some(({ attributes }) => {
    const matrix = attributes.get("matrix");
    return matrix !== undefined && referencesOf(matrix.value).variables.length > 0;
  });
}

/** Whether a name of a command line, which may be a pattern, stands for any of some names. */
export function isAmong(name: string, names: readonly string[]): boolean {
  if (isPattern(name)) return names.some((candidate) => matchPattern(name, candidate) === true);
  return names.includes(name) || names.includes(name.replaceAll(".", "_"));
}

function isPattern(name: string): boolean {
  return /[*?[\\]/.test(name);
}

/** A text of `--set`, taken apart. */
export interface OverrideWord {
  /** The name or pattern of targets; undefined when nothing stands in front of the key. */
  readonly pattern: string | undefined;
  readonly key: string;
  /** `+=` */
  readonly appends: boolean;
  /** Undefined without `=`. */
  readonly value: string | undefined;
  /** Where pattern and key start in the text. */
  readonly keyStart: number;
}

/** Undefined when what stands in front of `=` is only known when the workflow runs, or is quoted. */
export function readOverrideWord({ text }: WrittenWord): OverrideWord | undefined {
  const match = /^([^=]*?)(\+?)(?:=([^]*))?$/.exec(text)!;
  const left = match[1]!;
  if (/^#|["'$`]/.test(left)) return undefined;
  const [pattern = "", key] = left.split(".");
  return { pattern: key === undefined ? undefined : pattern, key: key ?? pattern, appends: match[2] !== "", value: match[3], keyStart: key === undefined ? 0 : pattern.length + 1 };
}

/** The targets that a call names, by themselves, by a group or by a pattern; undefined when that is not known. */
export function targetsBuiltBy({ call, bake }: BakeCallLink): readonly ResolvedTarget[] | undefined {
  if (!bake || call.targets.some(({ isComputed }) => isComputed)) return undefined;
  const ofGroups = targetsBuiltTogether(bake);
  const all = [...ofGroups.keys(), ...bake.resolved.targets.keys()];
  const asked = call.targets.length === 0 ? ["default"] : call.targets.map(({ text }) => text);
  const names = asked.flatMap((name) => (isPattern(name) ? all.filter((candidate) => matchPattern(name, candidate) === true) : [name]));
  const built = new Set(names.flatMap((name) => [...ofGroups.get(name) ?? [name]]));
  const targets = [...built].flatMap((name) => bake.resolved.targets.get(name) ?? []);
  return targets.length < built.size ? undefined : targets;
}
