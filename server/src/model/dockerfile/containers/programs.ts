import { AttachedMap } from "../../../base/attached-map.ts";
import { packagePrograms } from "../../../data/base-images.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
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

const added = new AttachedMap<Stage, AddedPrograms>();

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
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      // A step in shell form would have failed without a shell.
      if (instruction.kind === "RUN" && instruction.command?.form === "shell") return true;
      if (instruction.kind === "COPY" || instruction.kind === "ADD") {
        const paths = [...instruction.sources.map((source) => source.text), instruction.destination?.text ?? ""];
        if (paths.some((path) => /(?:^|\/)(?:busybox|(?:ba|da|a)?sh)$/.test(path) || /^\/(?:usr\/)?(?:bin\/?)?$/.test(path))) return undefined;
      }
    }
  }
  return false;
}

function addedPrograms(stage: Stage): AddedPrograms {
  let found = added.get(stage);
  if (found) return found;
  const programs = new Set<string>();
  let hasPackages = false;
  let isOpen = false;
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind === "RUN") {
        const script = scriptOf(link.dockerfile, instruction);
        const installs = collectPackages(script, programs);
        hasPackages ||= installs.hasPackages;
        isOpen ||= installs.isOpen || script.invocations.some(isOpaque);
      } else isOpen = collectCopied(instruction, programs) || isOpen;
    }
  }
  found = { programs, hasPackages, isOpen };
  added.set(stage, found);
  return found;
}

const systemManagers = new Set(["apt", "apk", "rpm", "zypper", "pacman"]);

function collectPackages(script: InstructionScript, programs: Set<string>): { hasPackages: boolean; isOpen: boolean } {
  let hasPackages = false;
  let isOpen = false;
  for (const command of script.packageCommands) {
    if (command.action !== "install" || !systemManagers.has(command.family)) continue;
    for (const { name, kind } of command.packages) {
      hasPackages = true;
      if (kind === "dynamic" || kind === "path" || kind === "url" || kind === "group") isOpen = true;
      programs.add(name.replace(/^(python3?|php|postgresql-client)[-.\d]+$/, "$1"));
      for (const program of packagePrograms[name]?.split(" ") ?? []) programs.add(program);
      if (/^postgresql-client/.test(name)) programs.add("pg_isready").add("psql");
    }
  }
  return { hasPackages, isOpen };
}

const opaquePrograms = /^(?:make|cmake|ninja|sh|bash|ash|unzip|tar|rpm|dpkg|nix-env|brew|ansible-playbook)$/;

/** Whether its words do not tell what a program puts into the image: builds, archives, scripts. */
function isOpaque(invocation: Invocation): boolean {
  if (opaquePrograms.test(invocation.name)) return invocation.script === undefined;
  return /\.(?:sh|bash|run)$/.test(invocation.name);
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
    return instruction.sources.some((source) => /\/$|\*|^\.$|^\/$|\/(?:s?bin|usr|local)$|\.(?:tar|tgz|tar\.\w+|txz)$/.test(source.text));
  }
  return /\$/.test(destination);
}
