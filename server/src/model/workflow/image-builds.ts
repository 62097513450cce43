import { AttachedMap } from "../../base/attached-map.ts";
import type { Span } from "../../base/span.ts";
import type { Invocation } from "../shell/invocations.ts";
import { findOption, type OptionSyntax, optionNames, parseArguments } from "../shell/options.ts";
import { commandWord, dockerCommands } from "./docker-commands.ts";
import { foldersOfAction, inputText, isRemote, type SourceFolders } from "./source-folders.ts";
import type { Workflow, WorkflowStep } from "./workflow.ts";
import { listOf, wordOf, type WrittenWord } from "./written-text.ts";

/** One build of an image from a Dockerfile: a step with docker/build-push-action, or `docker build` in a script. */
export interface ImageBuild {
  readonly step: WorkflowStep;
  /** The name of the action, or the command. */
  readonly span: Span;
  /** Where the paths start from. */
  readonly folders: SourceFolders;
  /** The path of the context; undefined for the folder itself. */
  readonly context: WrittenWord | undefined;
  /** The path of the Dockerfile from the folder; undefined for `Dockerfile` in the context. */
  readonly file: WrittenWord | undefined;
  /** The stage that is built. */
  readonly target: WrittenWord | undefined;
  /** Build arguments, each with its value behind `=`. */
  readonly args: readonly WrittenWord[];
}

const known = new AttachedMap<Workflow, readonly ImageBuild[]>();

/** All builds of a workflow, in order, those through bake files left out. */
export function imageBuilds(workflow: Workflow): readonly ImageBuild[] {
  let builds = known.get(workflow);
  if (!builds) {
    builds = workflow.jobs.flatMap(({ steps }) => steps).flatMap((step) => buildsOf(step, workflow.text));
    known.set(workflow, builds);
  }
  return builds;
}

function buildsOf(step: WorkflowStep, source: string): ImageBuild[] {
  if (step.action && /^(?:docker|depot|useblacksmith)\/build-push-action$/.test(step.action.name)) return [buildOfAction(step, step.action.span, source)];
  return dockerCommands(step).flatMap(({ invocation, folder }) => buildOfCommand(step, invocation, folder) ?? []);
}

function buildOfAction(step: WorkflowStep, span: Span, source: string): ImageBuild {
  const context = inputText(step, "context");
  const isInRepository = context === undefined || context.startsWith("{{");
  const word = (name: string): WrittenWord | undefined => wordOf(step.inputs.get(name), source);
  return {
    step,
    span,
    folders: isInRepository ? foldersOfAction(step, context ?? "{{defaultContext}}", ".") : isRemote(context) ? [] : foldersOfAction(step, ".", "."),
    context: isInRepository ? undefined : word("context"),
    file: word("file"),
    target: word("target"),
    args: listOf(step.inputs.get("build-args"), source, "\n"),
  };
}

const buildOptions: OptionSyntax = {
  withValue: optionNames("-f --file -t --tag --target --build-arg --build-context --platform --label --cache-from --cache-to -o --output --secret --ssh --network --add-host --annotation --attest --builder --call --cgroup-parent --iidfile --metadata-file --no-cache-filter --progress --provenance --sbom --shm-size --ulimit --allow -m --memory"),
};

function buildOfCommand(step: WorkflowStep, invocation: Invocation, folder: string | undefined): ImageBuild | undefined {
  const words = invocation.arguments.map(({ unquoted }) => unquoted);
  const start = words[0] === "build" ? 1 : /^(?:buildx|builder|image)$/.test(words[0] ?? "") && words[1] === "build" ? 2 : 0;
  if (start === 0) return undefined;
  const { options, operands } = parseArguments(invocation.arguments.slice(start), buildOptions);
  const valueOf = (...names: readonly string[]): WrittenWord | undefined => {
    const option = findOption(options, ...names);
    return option?.value === undefined ? undefined : commandWord(step, option.valueWord!, option.value);
  };
  const [context, ...more] = operands.map((word) => commandWord(step, word, word.unquoted));
  if (!context || more.length > 0 || context.text === "-" || isRemote(context.text)) return undefined;
  return {
    step,
    span: step.script!.spanOf(invocation.span),
    folders: folder === undefined ? [] : [folder],
    context,
    file: valueOf("-f", "--file"),
    target: valueOf("--target"),
    args: options.flatMap(({ name, value, valueWord }) => (name === "--build-arg" && value !== undefined ? [commandWord(step, valueWord!, value)] : [])),
  };
}
