import { memoize } from "../../../base/memoize.ts";
import { packagePrograms } from "../../../data/base-images.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { fileName } from "../files/copy-paths.ts";
import { type InstructionScript, scriptOf } from "../scripts/scripts.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { findOption } from "../../shell/options.ts";

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
  const { programs: base, hasOtherPrograms } = baseFacts(stage);
  if (programs.has(name) || base?.has(name)) return "yes";
  if (!base || isOpen || hasOtherPrograms) return undefined;
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

/** Packages of many names, by release or part, that bring an interpreter or the client of a server. */
const families: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^py(?:thon)?-?3(?:[-.\d]|$)/, ["python3"]],
  [/^python(?:[-.2]*$|-3)/, ["python"]],
  [/^php[\d.]*(?:-|$)/, ["php"]],
  [/^ruby[\d.]*(?:-|$)/, ["ruby"]],
  [/^(?:node(?:js|env)?|npm)[\d.]*(?:[-_]|$)/, ["node", "nodejs"]],
  [/^postgresql[\d.]*(?:-client|-server|-contrib|-?\d|$)/, ["pg_isready", "psql"]],
  [/^(?:mysql|mariadb|percona)(?:-|$)/, ["mysqladmin", "mariadb-admin"]],
  [/^(?:redis|valkey)[\d.]*(?:-|$)/, ["redis-cli"]],
  [/^wget[\d-]/, ["wget"]],
  [/(?:^|-)netcat(?:-|$)/, ["nc"]],
];

/** Families whose packages are programs and what they need, whatever language these are written in. */
const systemManagers = new Set(["apt", "apk", "rpm", "zypper", "pacman", "conda"]);

function collectPackages(script: InstructionScript, programs: Set<string>): { hasPackages: boolean; isOpen: boolean } {
  let hasPackages = false;
  let isOpen = false;
  for (const command of script.packageCommands) {
    if (command.action !== "install") continue;
    if (!systemManagers.has(command.family)) {
      // Node.js is published as a package for other languages.
      if (command.packages.some(({ name }) => /^node(?:js|env)?(?:-|$)/.test(name))) programs.add("node");
      continue;
    }
    // The names come from its input, or from a file.
    if (command.invocation.wrappers.some(({ unquoted }) => fileName(unquoted) === "xargs")) isOpen = true;
    if (command.family === "conda" && findOption(command.options, "-f", "--file")) isOpen = true;
    for (const { name, kind } of command.packages) {
      hasPackages = true;
      if (kind === "dynamic" || kind === "path" || kind === "url" || kind === "group") isOpen = true;
      programs.add(name);
      addPrograms(name, programs);
      if (/^(?:apk|conda)$/.test(command.family) && (programs.has("python3") || programs.has("python"))) programs.add("python").add("python3");
    }
  }
  return { hasPackages, isOpen };
}

function addPrograms(name: string, programs: Set<string>): void {
  for (const program of packagePrograms[name]?.split(" ") ?? []) programs.add(program);
  for (const [pattern, brought] of families) if (pattern.test(name)) for (const program of brought) programs.add(program);
}

const opaquePrograms = new Set(
  `
    ansible-playbook ash asdf bash bsdtar brew cmake cpio dpkg dpkg-deb emerge eval fnm install_packages make mise n nala ninja nix nix-env nix-shell nodeenv nvm
    pyenv rbenv rpm rsync sdk sh snap tar unsquashfs unzip uv volta xbps-install
  `.trim().split(/\s+/),
);

/** What prepares an image in whatever language it is written, and what a browser is installed with. */
const preparation = /(?:^|\/)(?:install|setup|bootstrap|provision)[\w-]*\.(?:py|pl|rb|[mc]?js|ts)$|^(?:install-deps|--with-deps)$/;

/** Whether the words of a step do not tell what its programs put into the image: builds, archives, scripts. */
function bringsUnknown({ invocations, packageCommands }: InstructionScript): boolean {
  return invocations.some((invocation) => {
    if (opaquePrograms.has(invocation.name)) return invocation.script === undefined;
    const path = invocation.words[0]!.unquoted;
    if (invocation.arguments.some(({ unquoted }) => preparation.test(unquoted)) || copiesTree(invocation) || sourcesScript(invocation)) return true;
    const isOwnScript = path.includes("$") || (path.includes("/") && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(path));
    return /\.(?:sh|bash|run)$/.test(path) || (isOwnScript && !packageCommands.some((command) => command.invocation === invocation));
  });
}

/** Other files that shells read in only set variables. */
function sourcesScript({ name, arguments: [file] }: Invocation): boolean {
  return /^(?:\.|source)$/.test(name) && /\.(?:sh|bash)$/.test(file?.unquoted ?? "");
}

/** Whether a whole tree comes to where programs are. */
function copiesTree({ name, arguments: words }: Invocation): boolean {
  const paths = words.map(({ unquoted }) => unquoted).filter((text) => !text.startsWith("-"));
  return /^(?:cp|mv)$/.test(name) && placesTree(paths.slice(0, -1), paths.at(-1) ?? "");
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
  // BusyBox is many programs, links to them or not.
  return /\$/.test(destination) || instruction.sources.some(({ text }) => /(?:^|\/)(?:busybox|toybox)[^/]*$/.test(text)) || placesTree(instruction.sources.map(({ text }) => text), destination);
}

function placesTree(sources: readonly string[], destination: string): boolean {
  if (!/^\/(?:usr\/?|usr\/local\/?|bin\/?|usr\/(?:local\/)?s?bin\/?|sbin\/?)?$/.test(destination)) return false;
  // A name without an ending is most often a folder when it goes to the root folder.
  const tree = /bin\/?$/.test(destination) ? treeSource : rootTreeSource;
  return sources.some((source) => tree.test(source));
}

const treeSource = /\/\.?$|\*|^\.$|^\/$|\/(?:s?bin|usr|local)$|\.(?:tar|tgz|tar\.\w+|txz)$/;
const rootTreeSource = new RegExp(`${treeSource.source}|(?:^|/)[^/.]+$`);
