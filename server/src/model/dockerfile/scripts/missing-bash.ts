import type { Span } from "../../../base/span.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { Instruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { shebangArgv, programName } from "../../../syntax/shell/dialect.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { rootBase } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isOfficialImage, shortRepository } from "../images/image-reference.ts";
import { scriptOf } from "./scripts.ts";

/** A place that needs bash in a stage that does not have it. */
export interface MissingBash {
  readonly stage: Stage;
  readonly instruction: Instruction;
  /** The word or line that asks for it. */
  readonly span: Span;
  /** Whether packages were installed, one of which may have brought it. */
  readonly isUnsure: boolean;
}

/** Official images whose Alpine variant has no bash. */
const withoutBash = /^(?:alpine|busybox|caddy|golang|nginx|node|php|python|redis|ruby|rust)$/;

type State = "none" | "unsure" | "there";

/** The first such place of each stage. */
export function missingBash(dockerfile: Dockerfile): MissingBash[] {
  const atEnd = new Map<Stage, State>();
  const found: MissingBash[] = [];
  for (const stage of dockerfile.stages) {
    let state = (stage.base.kind === "stage" ? atEnd.get(stage.base.stage) : undefined) ?? initialState(stage);
    for (const instruction of stage.instructions) {
      if (state === "there") break;
      const span = bashIn(dockerfile, instruction);
      if (span) {
        found.push({ stage, instruction, span, isUnsure: state === "unsure" });
        state = "there";
      } else state = stateAfter(dockerfile, instruction, state);
    }
    atEnd.set(stage, state);
  }
  return found;
}

function initialState(stage: Stage): State {
  const base = rootBase(stage);
  const { distribution } = baseFacts(stage);
  if (base.kind !== "image" || (distribution !== "alpine" && distribution !== "busybox")) return "there";
  return isOfficialImage(base.ref) && withoutBash.test(shortRepository(base.ref)) ? "none" : "there";
}

/** Files from elsewhere and scripts may bring anything. */
function stateAfter(dockerfile: Dockerfile, instruction: Instruction, state: State): State {
  if (instruction.kind === "ADD" || (instruction.kind === "COPY" && /^\/(?:(?:usr\/)?(?:local\/?)?|(?:usr\/(?:local\/)?)?s?bin(?:\/.*)?)$|\/bash$/.test(instruction.destination?.text ?? ""))) return "there";
  if (instruction.kind !== "RUN") return state;
  const { script, packageCommands, invocations } = scriptOf(dockerfile, instruction);
  if (!script && invocations.length === 0) return "there";
  const installed = packageCommands.filter(({ action, family }) => action === "install" && family === "apk").flatMap(({ packages }) => packages);
  if (installed.some(({ name, kind }) => name === "bash" || kind !== "name") || invocations.some(takesPackagesFromInput)) return "there";
  if (invocations.some(({ name, words }) => /\.(?:sh|bash)$|^(?:tar|make)$/.test(name) || /^(?:\.|\/(?!(?:usr\/(?:local\/)?)?s?bin\/)).*\//.test(words[0]!.unquoted))) return "unsure";
  return installed.length > 0 ? "unsure" : state;
}

function takesPackagesFromInput({ name, wrappers }: Invocation): boolean {
  return name === "apk" && wrappers.some(({ unquoted }) => unquoted === "xargs");
}

function bashIn(dockerfile: Dockerfile, instruction: Instruction): Span | undefined {
  if (instruction.kind === "SHELL" || instruction.kind === "CMD" || instruction.kind === "ENTRYPOINT") {
    const first = instruction.command?.exec?.items[0];
    return first && programName(first.value) === "bash" ? first.span : undefined;
  }
  return instruction.kind === "RUN" ? bashInRun(dockerfile, instruction) : undefined;
}

/** A script that names bash in its first line, or a call of it; one that installs bash before, or looks elsewhere for it, is fine. */
function bashInRun(dockerfile: Dockerfile, run: RunInstruction): Span | undefined {
  const heredoc = run.heredocs[0];
  const body = heredoc && dockerfile.written(heredoc.body);
  const line = body === undefined ? undefined : shebangArgv(body);
  if (heredoc && line && line.some((word) => programName(word) === "bash")) return { start: heredoc.body.start, end: heredoc.body.start + body!.split(/\r?\n/, 1)[0]!.length };
  const { invocations, packageCommands } = scriptOf(dockerfile, run);
  if (packageCommands.some(({ action }) => action === "install") || /\bPATH=/.test(dockerfile.written(run))) return undefined;
  const call = invocations.find(({ name, use }) => name === "bash" && !use?.isCondition && !use?.isFailureIgnored && !use?.scope.isConditional);
  return call?.words[0]!.span;
}
