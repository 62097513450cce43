import type { Environment } from "../base/host.ts";
import { sameList } from "../base/same-data.ts";
import { resolveUri } from "../base/uri.ts";
import { type BakeEnvironment, withEnvFiles } from "./bake-environment.ts";
import type { BakeSet } from "./bake-sets.ts";
import { BesideFiles } from "./beside-files.ts";
import { beginEvaluation, type EvaluatedFiles, type EvaluationOfFiles } from "./evaluate-set.ts";
import type { FileStore } from "./file-store.ts";
import type { Snapshot } from "./snapshot.ts";

export interface EvaluationSettings {
  readonly environment: Environment;
  /** Files with further variables, as paths relative to the workspace folder of a set. */
  readonly envFiles?: readonly string[];
  /**
   * How many steps an evaluation takes before it waits for its next turn; a target of usual size takes a hundred. Without it, every
   * evaluation is done at once.
   */
  readonly stepsPerTurn?: number;
}

/** What an evaluation is made from. */
interface Sources {
  readonly files: readonly Snapshot[];
  readonly beside: BesideFiles;
  readonly envFiles: readonly Snapshot[];
  readonly environment: BakeEnvironment;
  readonly envFileValues: ReadonlyMap<string, string>;
}

/** The last evaluation of a set, and what it was made from. */
export interface EvaluatedSet extends Sources, EvaluatedFiles {}

interface Underway {
  readonly sources: Sources;
  readonly evaluation: EvaluationOfFiles;
}

/** The evaluations of all sets. A long one is cut into turns, and a change of its files ends it. */
export class SetEvaluations {
  private readonly store: FileStore;
  private readonly evaluated = new Map<string, EvaluatedSet>();
  private readonly underway = new Map<string, Underway>();

  constructor(store: FileStore) {
    this.store = store;
  }

  /** While the files as they are take long to evaluate, the set as it was before; undefined if it never was. */
  of(set: BakeSet, rootUri: string, settings: EvaluationSettings): EvaluatedSet | undefined {
    const before = this.evaluated.get(set.id);
    if (before && isCurrent(before, set)) {
      this.underway.delete(set.id);
      return before;
    }
    const started = this.underway.get(set.id);
    if (started && isCurrent(started.sources, set)) return before;
    this.underway.set(set.id, this.begin(set, rootUri, settings, before));
    this.advance(set.id, settings);
    return this.evaluated.get(set.id);
  }

  /** Whether the text of a file is not evaluated yet. */
  isUnderway(uri: string): boolean {
    return [...this.underway.values()].some(({ sources }) => sources.files.some((file) => file.uri === uri));
  }

  /** Gives one evaluation its next turn. Returns whether any is still under way. */
  takeTurn(settings: EvaluationSettings): boolean {
    const [id] = this.underway.keys();
    // Whoever derived something from the evaluation before has to ask again.
    if (id !== undefined && this.advance(id, settings)) this.store.revision++;
    return this.underway.size > 0;
  }

  clear(): void {
    this.evaluated.clear();
    this.underway.clear();
  }

  /** Whether the evaluation came to its end. */
  private advance(id: string, { stepsPerTurn }: EvaluationSettings): boolean {
    const { sources, evaluation } = this.underway.get(id)!;
    const found = evaluation.advance(stepsPerTurn ?? Infinity);
    if (!found) return false;
    this.underway.delete(id);
    this.evaluated.set(id, { ...sources, ...found });
    return true;
  }

  private begin(set: BakeSet, rootUri: string, settings: EvaluationSettings, before: EvaluatedSet | undefined): Underway {
    const beside = new BesideFiles(this.store);
    const envFiles = (settings.envFiles ?? []).flatMap((path) => beside.read(resolveUri(rootUri, path)) ?? []);
    const environment = before && sameList(before.envFiles, envFiles) ? before.environment : withEnvFiles(settings.environment, envFiles.map(({ text }) => text));
    const sources = { files: set.files, beside, envFiles, environment, envFileValues: environment.envFileValues };
    const readBeside = (path: string): Snapshot | undefined => beside.read(resolveUri(set.folderUri, path));
    return { sources, evaluation: beginEvaluation(set.files, environment, readBeside, before?.evaluation) };
  }
}

function isCurrent({ files, beside }: Sources, set: BakeSet): boolean {
  return sameList(files, set.files) && beside.areCurrent();
}
