import { memoize } from "../../../base/memoize.ts";
import { packagePrograms } from "../../../data/base-images.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { fileName } from "../files/copy-paths.ts";
import { type InstructionScript, scriptOf } from "../scripts/scripts.ts";

/** What the chain of a stage adds to its base image. */
interface AddedPrograms {
  /** Programs that a package of the distribution or a copied file brings. */
  readonly programs: ReadonlySet<string>;
  /** Whether packages were installed at all, whose dependencies are not known. */
  readonly hasPackages: boolean;
  /** Whether something was added that we cannot look into: a tree from another image, a script that installs. */
  readonly isOpen: boolean;
}

/**
 * Whether a program can be started in containers of this stage. `unlikely` when nothing brings it by its name, though a
 * package may depend on it; undefined when that cannot be known.
 */
export function hasProgram(stage: Stage, name: string): "yes" | "no" | "unlikely" | undefined {
  const { programs, isOpen, hasPackages } = addedPrograms(stage);
  const base = baseFacts(stage).programs;
  if (programs.has(name) || base?.has(name)) return "yes";
  if (!base || isOpen) return undefined;
  return hasPackages ? "unlikely" : "no";
}

/** Whether something was installed or copied into the stage that may have brought accounts or programs which nothing here names. */
export function hasUnknownAdditions(stage: Stage): boolean {
  const { hasPackages, isOpen } = addedPrograms(stage);
  return hasPackages || isOpen;
}

/** Whether a shell is there to run shell forms; undefined when that cannot be known. */
export function hasShell(stage: Stage): boolean | undefined {
  const base = baseFacts(stage).hasShell;
  if (base !== false) return base;
  let isPossible = false;
  for (const link of stageChain(stage).reverse()) {
    for (const instruction of link.instructions) {
      isPossible ||= maySupplyShell(instruction);
      // A step in shell form would have failed without a shell.
      if (isPossible && instruction.kind === "RUN" && instruction.command?.form === "shell") return true;
    }
  }
  return isPossible ? undefined : false;
}

/** Whether a shell may be there afterwards: SHELL names one, a copied tree or file holds one, a mount shows one. */
export function maySupplyShell(instruction: Instruction): boolean {
  if (instruction.kind === "SHELL" || instruction.kind === "ONBUILD") return true;
  if (instruction.kind === "RUN") return instruction.flags.some(({ name, value }) => name === "mount" && /from=/.test(value?.text ?? ""));
  if (instruction.kind !== "COPY" && instruction.kind !== "ADD") return false;
  const destination = instruction.destination?.text ?? "";
  const paths = [...instruction.sources.map(({ text }) => text), destination];
  return /\$|^\.?\/?$/.test(destination) || paths.some((path) => /(?:^|\/)(?:busybox|toybox|(?:ba|da|a|z)?sh)(?:[-.][\w-]*)?$/.test(path) || /^\/(?:usr(?:\/local)?\/?)?(?:s?bin\/?)?$/.test(path) || /\.(?:tar|tgz|tar\.\w+|txz)$/.test(path));
}

const addedPrograms = memoize((stage: Stage): AddedPrograms => {
  const programs = new Set<string>();
  let hasPackages = false;
  let isOpen = false;
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind === "RUN") {
        const script = scriptOf(link.dockerfile, instruction);
        const installs = collectPackages(script, programs);
        hasPackages ||= installs.hasPackages;
        isOpen ||= installs.isOpen || bringsUnknown(script);
        collectPlaced(script, programs);
      } else isOpen = collectCopied(instruction, programs) || isOpen;
    }
  }
  return { programs, hasPackages, isOpen };
});

/** Packages that bring an interpreter: its releases, and what is made for it. */
const interpreters: readonly (readonly [RegExp, string])[] = [
  [/^py(?:thon)?3(?:[-.\d]|$)/, "python3"],
  [/^python[-.2]*$/, "python"],
  [/^php[\d.]*(?:-|$)/, "php"],
  [/^ruby[\d.]*(?:-|$)/, "ruby"],
];

const systemManagers = new Set(["apt", "apk", "rpm", "zypper", "pacman"]);

function collectPackages(script: InstructionScript, programs: Set<string>): { hasPackages: boolean; isOpen: boolean } {
  let hasPackages = false;
  let isOpen = false;
  for (const command of script.packageCommands) {
    if (command.action !== "install" || !systemManagers.has(command.family)) continue;
    // The names come from its input.
    if (command.invocation.wrappers.some(({ unquoted }) => fileName(unquoted) === "xargs")) isOpen = true;
    for (const { name, kind } of command.packages) {
      hasPackages = true;
      if (kind === "dynamic" || kind === "path" || kind === "url" || kind === "group") isOpen = true;
      programs.add(name);
      for (const [pattern, program] of interpreters) if (pattern.test(name)) programs.add(program);
      if (command.family === "apk" && programs.has("python3")) programs.add("python");
      for (const program of packagePrograms[name]?.split(" ") ?? []) programs.add(program);
      if (/^postgresql-client/.test(name)) programs.add("pg_isready").add("psql");
    }
  }
  return { hasPackages, isOpen };
}

const opaquePrograms = /^(?:make|cmake|ninja|sh|bash|ash|unzip|tar|rpm|dpkg|nix-env|brew|ansible-playbook)$/;

/** Whether the words of a step do not tell what its programs put into the image: builds, archives, scripts. */
function bringsUnknown({ invocations, packageCommands }: InstructionScript): boolean {
  return invocations.some((invocation) => {
    if (opaquePrograms.test(invocation.name)) return invocation.script === undefined;
    const path = invocation.words[0]!.unquoted;
    const isOwnScript = path.includes("/") && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(path);
    return /\.(?:sh|bash|run)$/.test(path) || (isOwnScript && !packageCommands.some((command) => command.invocation === invocation));
  });
}

const placing = /^(?:cp|mv|ln|install|curl|wget|update-alternatives)$/;

/** Takes up the names of the files that a step copies, links or downloads. */
function collectPlaced({ invocations }: InstructionScript, programs: Set<string>): void {
  for (const { name, arguments: words } of invocations) {
    if (placing.test(name)) for (const { unquoted } of words) if (unquoted.includes("/")) programs.add(fileName(unquoted));
  }
}

/** Takes up the name of a copied file; returns whether a whole tree may bring programs. */
function collectCopied(instruction: Instruction, programs: Set<string>): boolean {
  if (instruction.kind !== "COPY" && instruction.kind !== "ADD") return false;
  const destination = instruction.destination?.text ?? "";
  for (const source of [...instruction.sources.map((word) => word.text), destination]) {
    const name = source.slice(source.lastIndexOf("/") + 1);
    if (name !== "") programs.add(name);
  }
  if (/^\/(?:usr\/?|usr\/local\/?|bin\/?|usr\/(?:local\/)?s?bin\/?|sbin\/?)?$/.test(destination)) {
    // A name without an ending is most often a folder when it goes to the root folder.
    const tree = /bin\/?$/.test(destination) ? treeSource : rootTreeSource;
    return instruction.sources.some((source) => tree.test(source.text));
  }
  return /\$/.test(destination);
}

const treeSource = /\/$|\*|^\.$|^\/$|\/(?:s?bin|usr|local)$|\.(?:tar|tgz|tar\.\w+|txz)$/;
const rootTreeSource = new RegExp(`${treeSource.source}|(?:^|/)[^/.]+$`);
