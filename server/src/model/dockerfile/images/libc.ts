import { groupBy } from "../../../base/group-by.ts";
import { memoize } from "../../../base/memoize.ts";
import type { CopyInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "../files/copy-paths.ts";
import { type Dockerfile, rootBase, type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { pythonFolders } from "../packages/python-folders.ts";
import { commandVariable } from "../packages/package-caches.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import { mentionedIn } from "../stages/mentions.ts";
import { scopeBefore } from "../variables/scope.ts";
import { baseFacts } from "./base-facts.ts";
import { isOfficialImage, shortRepository } from "./image-reference.ts";

/** The C library that programs of a stage find; `none` where there is no library at all. */
export type Libc = "glibc" | "musl" | "none";

export function libcOf(stage: Stage): Libc | undefined {
  const base = rootBase(stage);
  const { distribution } = baseFacts(stage);
  switch (distribution) {
    case "scratch":
      return "none";
    case "alpine":
      // Wolfi has Alpine's package manager and GNU's library.
      return base.kind === "image" && base.ref.registry === "cgr.dev" ? "glibc" : "musl";
    case "distroless":
      return base.kind === "image" && /(?:^|\/)static(?:-debian\d+)?$/.test(base.ref.repository) ? "none" : "glibc";
    case "debian":
    case "rhel":
    case "suse":
    case "arch":
      return "glibc";
    default:
      return undefined;
  }
}

/** Something compiled that is copied to a stage with another C library. */
export interface LibcMismatch {
  readonly word: Word;
  readonly what: "libraries" | "packages" | "program";
  readonly from: Libc;
  readonly to: Libc;
}

/** Folders in which compiled parts are common, and programs of Rust, which are linked to the library of the image that builds them. */
export function libcMismatches(dockerfile: Dockerfile): LibcMismatch[] {
  return stageCopies(dockerfile).flatMap(({ copy, source, stage }) => {
    const from = libcOf(source);
    const to = libcOf(stage);
    if (!from || !to || from === to || from === "none" || hasCompatibility(stage)) return [];
    return sourcePaths(copy).flatMap((word): LibcMismatch[] => {
      const path = plainPath(word);
      const what = kindOf(path, source, from);
      return what === undefined || (what !== "program" && to === "none") ? [] : [{ word, what, from, to }];
    });
  });
}

function kindOf(path: string, source: Stage, from: Libc): LibcMismatch["what"] | undefined {
  if (/(?:^|\/)node_modules\/?$/.test(path)) return "packages";
  // A folder within those may well hold style sheets alone.
  if (/(?:^|\/)(?:site-packages|dist-packages|\.?venv|virtualenv)\/?$|^\/usr\/local\/bundle\/?$|(?:^|\/)vendor\/bundle\/?$/.test(path)) return "libraries";
  if (pythonFolders(source).has(path.replace(/(?<=.)\/+$/, ""))) return "libraries";
  return from === "glibc" && isOfficial(source, "rust") && !isLinkedStatically(source) && /(?:^|\/)target\/(?:[\w-]*gnu[\w-]*\/)?release\/[^/]+$/.test(path) ? "program" : undefined;
}

/** Whether a stage is about programs that bring their C library along: Rust's musl target, or its switch for glibc. */
const isLinkedStatically = memoize((stage: Stage): boolean =>
  stageChain(stage).some(({ dockerfile, instructions }) => instructions.some(({ span }) => /musl|crt-static/.test(dockerfile.written(span)))));

/** A build of a Go program that uses the C library, and the copy that takes it to where there is none or another. */
export interface CgoBuild {
  readonly step: RunStep;
  readonly command: PackageCommand;
  readonly target: Stage;
}

export function cgoBuilds(dockerfile: Dockerfile): CgoBuild[] {
  const found = new Map<PackageCommand, CgoBuild>();
  for (const { copy, source, stage } of stageCopies(dockerfile)) {
    const to = libcOf(stage);
    if (libcOf(source) !== "glibc" || !isOfficial(source, "golang") || to === undefined || to === "glibc" || hasCompatibility(stage)) continue;
    if (to === "none" && !startsSomething(stage)) continue;
    for (const word of sourcePaths(copy)) {
      const name = fileName(plainPath(word));
      for (const { step, command } of stageChain(source).flatMap((link) => goBuilds(link).get(name) ?? [])) {
        if (!found.has(command) && usesCgo(step, command)) found.set(command, { step, command, target: stage });
      }
    }
  }
  return [...found.values()];
}

/** The `go build -o` of a stage by the name of what they write. */
const goBuilds = memoize((stage: Stage) =>
  groupBy(
    stepsOf(stage).flatMap((step) =>
      step.packageCommands.flatMap((command) => {
        const output = command.manager === "go" && command.subcommand === "build" ? findOption(command.options, "-o")?.value : undefined;
        return output === undefined ? [] : [{ step, command, name: fileName(output) }];
      })),
    ({ name }) => name,
  ));

/** An empty stage without a command only carries files out of the build, to run elsewhere. */
function startsSomething(stage: Stage): boolean {
  const { entrypoint, cmd } = startCommandOf(stage);
  return entrypoint !== undefined || cmd !== undefined;
}

const isSwitchedOff = mentionedIn(/go env -w[^\n]*CGO_ENABLED=0/);

/** An assignment that holds for more than one command, such as `set -a; CGO_ENABLED=0; …` or `CGO_ENABLED=0 sh -c '…'`. */
const setsForAll = /\bCGO_ENABLED=0(?:\s*(?:;|&&|\n)|\s(?:\w+=\S+\s+)*(?:\S*\/)?(?:ba)?sh -c)/;

/** cgo is on by default where a C compiler is, as in the Debian variant of Go's image, unless it compiles for another system. */
function usesCgo(step: RunStep, command: PackageCommand): boolean {
  const declared = scopeBefore(step.stage, step.run).find("CGO_ENABLED");
  if ((declared && !declared.isSet) || isSwitchedOff(step.stage, step.run.span.end) || setsForAll.test(step.dockerfile.written(step.run))) return false;
  if (/musl/.test(commandVariable(step, command, "CC") ?? "")) return false;
  if (/^(?:windows|darwin|js|wasip1|\w*bsd)$/.test(commandVariable(step, command, "GOOS") ?? "")) return false;
  const enabled = commandVariable(step, command, "CGO_ENABLED");
  const words = command.invocation.words.map(({ unquoted }) => unquoted).join(" ");
  const flags = `${words} ${commandVariable(step, command, "GOFLAGS") ?? ""}`;
  return (enabled === undefined || enabled === "1") && !/static|linkmode|netgo|osusergo/.test(flags);
}

interface StageCopy {
  readonly copy: CopyInstruction;
  readonly source: Stage;
  readonly stage: Stage;
}

function stageCopies(dockerfile: Dockerfile): StageCopy[] {
  return dockerfile.all("COPY").flatMap((copy) => {
    const name = copiesFrom(copy);
    const stage = dockerfile.stageOf(copy);
    const source = name === undefined || !stage ? undefined : dockerfile.findStage(name, stage.index);
    return source && stage ? [{ copy, source, stage }] : [];
  });
}

function isOfficial(stage: Stage, repository: string): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && isOfficialImage(base.ref) && shortRepository(base.ref) === repository;
}

/** A loader or folder of glibc itself, but not of programs' own libraries. */
const glibcPath = /^\/(?:usr\/)?lib(?:64)?\/?(?:[\w-]+-linux-gnu\w*\/?)?(?:$|\*|ld-linux|libc[.-])/;

/** Whether glibc comes along, or a package or a link makes its programs run on musl. */
const hasCompatibility = memoize((stage: Stage): boolean =>
  stageChain(stage).some((link) => link.instructions.some((instruction) =>
    instruction.kind === "COPY" ? sourcePaths(instruction).some((word) => glibcPath.test(plainPath(word))) : instruction.kind === "RUN" && /ld-linux/.test(link.dockerfile.written(instruction)))
  || stepsOf(link).some(({ packageCommands }) => packageCommands.some(({ packages }) => packages.some(({ name }) => /^(?:gcompat|libc6-compat|glibc)/.test(name))))));
