import { isInside, nameOfUri, parentUri, relativePath, resolveUri } from "../base/uri.ts";
import { defaultLookup } from "../eval/bake-set.ts";
import { type BakeCall, bakeCalls } from "../model/workflow/bake-calls.ts";
import { mayBeChanged, mayBeMade } from "../model/workflow/checkouts.ts";
import { type ImageBuild, imageBuilds } from "../model/workflow/image-builds.ts";
import { type Workflow, workflowOf } from "../model/workflow/workflow.ts";
import type { WrittenWord } from "../model/workflow/written-text.ts";
import type { YamlTree } from "../syntax/yaml/tree.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";
import { ContextFiles } from "./context-files.ts";
import { isBakeRole } from "./file-kind.ts";
import type { FileStore } from "./file-store.ts";
import type { Snapshot } from "./snapshot.ts";

/** A workflow with the files of the repository that its steps name. */
export interface WorkflowLinks {
  readonly workflow: Workflow;
  readonly bakes: readonly BakeCallLink[];
  readonly builds: readonly ImageBuildLink[];
  /** Bake files and Dockerfiles that are known, as paths from the repository's root. */
  readonly paths: readonly string[];
}

export interface BakeCallLink {
  readonly call: BakeCall;
  /** What its files mean together; undefined when one of them is missing or not known. */
  readonly bake: BakeSetEvaluation | undefined;
  /** The bake files that are named and found, with where they are named. */
  readonly files: readonly { readonly word: WrittenWord; readonly file: Snapshot }[];
  /** Bake files that are named and certainly not there. */
  readonly missing: readonly WrittenWord[];
}

export interface ImageBuildLink {
  readonly build: ImageBuild;
  /** Undefined when it is missing or not known. */
  readonly dockerfile: Snapshot | undefined;
  /** The path of the Dockerfile or of the context, when it is certain that nothing is there. */
  readonly missing: WrittenWord | undefined;
}

export interface WorkflowSurroundings {
  readonly store: FileStore;
  /** Bake files and Dockerfiles that are known. */
  readonly fileUris: readonly string[];
  /** Evaluates bake files together; undefined while the reader of their language is not loaded. */
  readonly evaluate: (files: readonly Snapshot[]) => BakeSetEvaluation | undefined;
}

export function linkWorkflow(tree: YamlTree, { store, fileUris, evaluate }: WorkflowSurroundings): WorkflowLinks {
  const workflow = workflowOf(tree);
  const repository = new Repository(tree.uri, workflow, store);
  return {
    workflow,
    bakes: bakeCalls(workflow).map((call) => linkBakeCall(call, repository, evaluate)),
    builds: imageBuilds(workflow).map((build) => linkBuild(build, repository)),
    paths: fileUris.filter((uri) => isInside(repository.rootUri, uri)).map((uri) => relativePath(repository.rootUri, uri)).sort(),
  };
}

function linkBakeCall(call: BakeCall, repository: Repository, evaluate: WorkflowSurroundings["evaluate"]): BakeCallLink {
  const found = call.files.map(({ text }) => repository.find(call, text, text));
  const missing = call.files.filter((_, index) => found[index] === "missing");
  const named = call.files.flatMap((word, index) => {
    const file = found[index];
    return typeof file === "object" ? [{ word, file }] : [];
  });
  const files = call.files.length === 0 ? repository.defaultFiles(call) : named.map(({ file }) => file);
  const isWhole = !call.hasUnknownFiles && !repository.mayDiffer(call, files) && files.length > 0 && files.length >= call.files.length && files.every(({ role }) => isBakeRole(role) || role === "compose");
  return { call, bake: isWhole ? evaluate(files) : undefined, files: named, missing };
}

function linkBuild(build: ImageBuild, repository: Repository): ImageBuildLink {
  const { context, file } = build;
  if (context?.isComputed === true || file?.isComputed === true) return { build, dockerfile: undefined, missing: undefined };
  const folder = context?.text ?? ".";
  const paths = file ? [file.text, `${folder}/${file.text}`] : [`${folder}/Dockerfile`, `${folder}/dockerfile`];
  const found = repository.find(build, file?.text ?? (folder === "." ? "Dockerfile" : folder), ...paths);
  return { build, dockerfile: typeof found === "object" ? found : undefined, missing: found === "missing" ? (file ?? context) : undefined };
}

/** The files beside a workflow, as its steps see them. */
class Repository {
  readonly rootUri: string;
  readonly #workflow: Workflow;
  readonly #store: FileStore;
  readonly #files: ContextFiles;

  constructor(workflowUri: string, workflow: Workflow, store: FileStore) {
    this.#workflow = workflow;
    this.#store = store;
    this.rootUri = parentUri(parentUri(parentUri(workflowUri)));
    this.#files = new ContextFiles(store, this.rootUri, this.rootUri, [this.rootUri]);
  }

  /** The file of a step at the first of some paths, in the first of its folders that has one; "missing" when it is certain that none does. */
  find({ step, folders }: Pick<BakeCall, "step" | "folders">, name: string, ...paths: readonly string[]): Snapshot | "missing" | undefined {
    const places = folders.flatMap((folder) => paths.map((path) => this.#pathOf(folder, path)));
    const kinds = places.map((path) => this.#files.kindOf(path));
    const first = kinds.indexOf("file");
    if (first >= 0) return this.#store.get(resolveUri(this.rootUri, places[first]!));
    const isAbsent = places.length > 0 && kinds.every((kind) => kind === "absent");
    return isAbsent && !places.some((path) => this.#isFromElsewhere(path)) && !this.#workflow.isOnlyCalled && !mayBeMade(step, name.slice(name.lastIndexOf("/") + 1)) ? "missing" : undefined;
  }

  /** Whether a path leads out of the repository, into a submodule, or to what programs write. */
  #isFromElsewhere(path: string): boolean {
    return path.startsWith("../") || this.#files.isGenerated(path) || this.#files.isInSubmodule(path);
  }

  /** Whether the bake files may be others when the step runs than they are here. */
  mayDiffer({ step, files: named }: BakeCall, files: readonly Snapshot[]): boolean {
    if (files.some(({ uri }) => mayBeChanged(step, nameOfUri(uri)))) return true;
    return named.length === 0 && defaultLookup.some((name) => mayBeMade(step, name) && !files.some(({ uri }) => nameOfUri(uri) === name));
  }

  /** What a bake without names reads in the first folder that has any of it. */
  defaultFiles({ folders }: BakeCall): Snapshot[] {
    for (const folder of folders) {
      const paths = defaultLookup.map((name) => this.#pathOf(folder, name)).filter((path) => this.#files.kindOf(path) === "file");
      if (paths.length > 0) return paths.flatMap((path) => this.#store.get(resolveUri(this.rootUri, path)) ?? []);
    }
    return [];
  }

  /** From the root; `..` may lead out of the repository. */
  #pathOf(folder: string, path: string): string {
    return relativePath(this.rootUri, resolveUri(resolveUri(this.rootUri, folder), path));
  }
}
