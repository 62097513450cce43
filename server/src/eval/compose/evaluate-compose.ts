import type { Environment } from "../../base/host.ts";
import type { YamlTree } from "../../syntax/yaml/tree.ts";
import type { EvaluatedGroup, EvaluationFault } from "../bake-evaluation.ts";
import { mergeTargets, type MergedTarget } from "../merged-target.ts";
import { compareText } from "../value.ts";
import { targetName } from "./build-entries.ts";
import type { ComposeInput, Lookup } from "./compose-input.ts";
import { ComposeError } from "./compose-path.ts";
import { DotenvError, parseDotenv } from "./dotenv.ts";
import { loadProject } from "./load-project.ts";
import type { Project } from "./loading.ts";
import { child, textOfNode } from "./nodes.ts";
import { readServiceEnvironment } from "./service-environment.ts";
import { checkConsistency, type ComposeModel, type ComposeService, readModel } from "./services.ts";
import { targetOfService } from "./service-target.ts";
import { substitute } from "./substitute.ts";

/** What Compose files give to a bake: a target for each service that is built, and the group of all of them. */
export interface ComposeEvaluation {
  readonly targets: ReadonlyMap<string, MergedTarget>;
  /** Undefined when there are no services. */
  readonly group: EvaluatedGroup | undefined;
  /** In the order of buildx's steps. */
  readonly faults: readonly EvaluationFault[];
}

/** More values than this come out of aliases only. */
const maximumNodes = 200_000;

/** Reads the Compose files of a set as buildx does, and goes on after errors. */
export function evaluateCompose(input: ComposeInput, environment: Environment, homeFolder: string | undefined): ComposeEvaluation {
  const faults: EvaluationFault[] = [];
  let step = "";
  const report = (error: ComposeError): void => {
    // What is wrong beside a syntax error in the same file is mostly its consequence.
    const again = faults.some((other) => other.uri === error.uri && (other.code.startsWith("compose:syntax:") && !error.code.startsWith("syntax:") || (other.span.start === error.span.start && other.summary.endsWith(error.message))));
    // Of a model that could not be made it need not be said that nothing is in it.
    if (!again && (error.code !== "empty" || faults.length === 0)) faults.push(faultOf(error, step));
  };
  const environmentLookup = withDotenv(input, environment, report);
  const load = (files: readonly YamlTree[]): { project: Project; model: ComposeModel } => {
    const loading = { input, homeFolder, report, budget: { nodes: maximumNodes } };
    const project: Project = { loading, folder: "", lookup: withProjectName(files, environmentLookup), including: [] };
    const place = { uri: files[0]!.uri, span: { start: 0, end: 0 } };
    return { project, model: readModel(loadProject(project, files), place, report) };
  };
  // buildx looks at each file by itself before it merges them.
  if (input.files.length > 1) for (const file of input.files) load([file]);
  const { project, model } = load(input.files);
  for (const service of model.services.values()) readServiceEnvironment(service, project);
  step = "failed to parse compose file: ";
  checkConsistency(model, report);
  return { ...targetsOf(model, project), faults };
}

/** In an editor buildx's step and the file's name that it does not know say nothing. */
function faultOf({ code, uri, span, message }: ComposeError, step: string): EvaluationFault {
  const better = { span, message: message.replace(/^failed to parse : yaml: (?:line \d+: )?/, "").replace(/^(cannot extend service \S+) in : /, "$1: ") };
  return { code: `compose:${code}`, uri, span, summary: step + message, detail: "", better, weight: 1, isPlaceless: true };
}

function targetsOf(model: ComposeModel, project: Project): Pick<ComposeEvaluation, "targets" | "group"> {
  const targets = new Map<string, MergedTarget>();
  const services = [...model.services.values()].sort((a, b) => compareText(a.name, b.name));
  for (const service of services) {
    if (service.build === undefined) continue;
    const target = targetOfService(service, service.build, model, project);
    const before = targets.get(target.name);
    targets.set(target.name, before === undefined ? target : mergeTargets(before, target));
  }
  return { targets, group: groupOf(services) };
}

function groupOf(services: readonly ComposeService[]): EvaluatedGroup | undefined {
  const first = services[0];
  if (first === undefined) return undefined;
  const targets = services.flatMap((service) => (service.build === undefined ? [] : [{ value: targetName(service.name), uri: service.node.uri, span: service.nameSpan, ownerTarget: "default" }]));
  return { name: "default", description: undefined, targets, isNull: targets.length === 0, isMatrix: false, uri: first.node.uri, span: first.nameSpan };
}

/** The environment, and below it the `.env` file of the working folder. */
function withDotenv(input: ComposeInput, environment: Environment, report: (error: ComposeError) => void): Lookup {
  const ofEnvironment: Lookup = (name) => environment.get(name)?.value;
  const text = input.readText(".env");
  if (text === undefined) return ofEnvironment;
  try {
    const values = parseDotenv(text, ofEnvironment);
    return (name) => ofEnvironment(name) ?? values.get(name);
  } catch (error) {
    if (!(error instanceof DotenvError)) throw error;
    report(new ComposeError("invalid-env-file", { uri: input.files[0]!.uri, span: { start: 0, end: 0 } }, error.message));
    return ofEnvironment;
  }
}

/** `COMPOSE_PROJECT_NAME` is the last `name:` of the files, else that of the environment, else `bake`. */
function withProjectName(files: readonly YamlTree[], lookup: Lookup): Lookup {
  const names = files.flatMap((file) => file.documents.flatMap((document) => textOfNode(child(document, "name")) || []));
  const written = names.at(-1);
  const result = written === undefined ? undefined : substitute(written, lookup);
  const name = (result !== undefined && "text" in result ? result.text : "") || lookup("COMPOSE_PROJECT_NAME") || "bake";
  return (variable) => (variable === "COMPOSE_PROJECT_NAME" ? name : lookup(variable));
}
