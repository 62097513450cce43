import { AttachedMap } from "../../base/attached-map.ts";
import type { Span } from "../../base/span.ts";
import type { Invocation } from "../shell/invocations.ts";
import { type OptionSyntax, optionNames, parseArguments } from "../shell/options.ts";
import { commandWord, dockerCommands } from "./docker-commands.ts";
import { foldersOfAction, inputText, isRemote, type SourceFolders } from "./source-folders.ts";
import { type ActionUse, stepsBefore, withAxes, type Workflow, type WorkflowStep } from "./workflow.ts";
import { hasExpression, listOf, type ListSeparator, type WrittenWord } from "./written-text.ts";

/** One `docker buildx bake` of a workflow: a step with docker/bake-action, or a command of a script. */
export interface BakeCall {
  readonly step: WorkflowStep;
  /** The name of the action, or the command. */
  readonly span: Span;
  readonly folders: SourceFolders;
  /** Bake files that are named; without any, those of the default lookup are read. */
  readonly files: readonly WrittenWord[];
  /** Whether further definitions are read that are not known here. */
  readonly hasUnknownFiles: boolean;
  /** What is built; without any, `default`. */
  readonly targets: readonly WrittenWord[];
  /** Texts as those of `--set`. */
  readonly overrides: readonly WrittenWord[];
  /** Targets that another step defines. */
  readonly targetsBeside: readonly string[];
}

const known = new AttachedMap<Workflow, readonly BakeCall[]>();

/** All bake calls of a workflow, in order. */
export function bakeCalls(workflow: Workflow): readonly BakeCall[] {
  let calls = known.get(workflow);
  if (!calls) {
    // The variable names the files of calls that name none.
    const hasFileVariable = workflow.text.includes("BUILDX_BAKE_FILE");
    calls = workflow.jobs.flatMap(({ steps }) => steps).flatMap((step) => callsOf(step, workflow.text)).map((call) =>
      (hasFileVariable && call.files.length === 0 ? { ...call, hasUnknownFiles: true } : call));
    known.set(workflow, calls);
  }
  return calls;
}

function callsOf(step: WorkflowStep, source: string): BakeCall[] {
  if (step.action === undefined) return dockerCommands(step).flatMap(({ invocation, folder }) => callOfCommand(step, invocation, folder) ?? []);
  if (step.action.name === "docker/bake-action" || step.action.name === "depot/bake-action") return [callOfAction(step, step.action, "targets", source)];
  // They list what a target comes to, for the matrix of another job.
  const isList = /^docker\/bake-action\/subaction\/(?:list-targets|matrix)$/.test(step.action.name);
  return isList && inputText(step, "target") !== undefined ? [callOfAction(step, step.action, "target", source)] : [];
}

function callOfAction(step: WorkflowStep, { span, majorVersion }: ActionUse, targets: string, source: string): BakeCall {
  const list = (name: string, separator: ListSeparator = ","): WrittenWord[] => withAxes(step.job, listOf(step.inputs.get(name), source, separator), source, separator);
  const workingFolder = inputText(step, "workdir") ?? ".";
  const from = inputText(step, "source");
  // Later versions have the repository fetched anew unless they are told otherwise.
  const sources = from !== undefined ? [from] : majorVersion !== undefined && majorVersion < 6 ? ["."] : ["{{defaultContext}}", "."];
  const files = list("files");
  // Each element of a matrix is a call of its own.
  const isOneOfSeveral = files.length > listOf(step.inputs.get("files"), source, ",").length;
  const metadata = files.map((word) => metadataTarget(step, word));
  return {
    step,
    span,
    folders: hasExpression(workingFolder) ? [] : sources.flatMap((each) => foldersOfAction(step, each, workingFolder)),
    files: files.filter((word) => !isUnknown(word)),
    hasUnknownFiles: isOneOfSeveral || files.some((word, index) => isUnknown(word) && metadata[index] === undefined) || step.inputs.has("vars"),
    targets: list(targets),
    overrides: list("set", "\n"),
    targetsBeside: metadata.filter((name) => name !== undefined),
  };
}

/** The target of the bake file that docker/metadata-action writes, where a word names that file: it holds nothing else. */
function metadataTarget(step: WorkflowStep, { text }: WrittenWord): string | undefined {
  const id = /^(?:cwd:\/\/)?\$\{\{\s*steps\.([\w-]+)\.outputs\.bake-file(?:-\w+)?\s*\}\}$/.exec(text)?.[1];
  const writer = id === undefined ? undefined : stepsBefore(step).find((other) => other.id === id);
  if (writer?.action?.name !== "docker/metadata-action") return undefined;
  const name = inputText(writer, "bake-target") ?? "docker-metadata-action";
  return hasExpression(name) ? undefined : name;
}

function isUnknown({ text, isComputed }: WrittenWord): boolean {
  return isComputed || isRemote(text) || text.startsWith("/") || text === "-";
}

const bakeOptions: OptionSyntax = { withValue: optionNames("-f --file --set --builder --progress --metadata-file --allow --call --list --provenance --sbom --var") };

function callOfCommand(step: WorkflowStep, invocation: Invocation, folder: string | undefined): BakeCall | undefined {
  const bake = invocation.arguments.findIndex(({ unquoted }, index, words) => unquoted === "bake" && words[index - 1]?.unquoted === "buildx");
  if (bake < 0) return undefined;
  const { options, operands } = parseArguments(invocation.arguments.slice(bake + 1), bakeOptions);
  if (options.some(({ name }) => name === "--list" || name === "--help")) return undefined;
  const valuesOf = (...names: readonly string[]): WrittenWord[] =>
    options.flatMap((option) => (names.includes(option.name) && option.value !== undefined ? [commandWord(step, option.valueWord!, option.value)] : []));
  const files = valuesOf("-f", "--file");
  const targets = operands.map((word) => commandWord(step, word, word.unquoted));
  // The first operand may be a definition on another machine; a variable may hold options.
  const isElsewhere = targets.some(({ text, isComputed }) => isComputed || isRemote(text));
  return {
    step,
    span: step.script!.spanOf(invocation.span),
    folders: folder === undefined || isElsewhere ? [] : [folder],
    files: files.filter((word) => !isUnknown(word)),
    hasUnknownFiles: isElsewhere || files.some(isUnknown) || valuesOf("--var").length > 0,
    targets,
    overrides: valuesOf("--set"),
    targetsBeside: [],
  };
}
