import { type Stage, stageChain } from "../dockerfile.ts";
import { isWindowsStage } from "../scripts/shell.ts";

/** A platform as `--platform` names it, normalized as the builder does. */
export interface Platform {
  /** Empty when only an architecture of unknown system is given. */
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

const systems: ReadonlySet<string> = new Set([
  "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd", "plan9",
  "solaris", "windows", "zos",
]);

const architectures: ReadonlySet<string> = new Set([
  "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le",
  "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
]);

/** Reads `os`, `arch`, `os/arch` or `os/arch/variant`; undefined for what the builder refuses. */
export function parsePlatform(text: string): Platform | undefined {
  const parts = text.split("/");
  const first = /^([A-Za-z0-9_.-]+)(?:\([A-Za-z0-9_.-]*\))?$/.exec(parts[0]!)?.[1];
  if (first === undefined || parts.length > 3 || !parts.slice(1).every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) return undefined;
  if (parts.length === 1) {
    const os = systemOf(first);
    // The system alone means the builder's own architecture, by far most often this one.
    if (systems.has(os)) return { os, architecture: "amd64", variant: "" };
    const found = architectureOf(first, "");
    return architectures.has(found.architecture) ? { os: "linux", ...found } : undefined;
  }
  return { os: systemOf(first), ...architectureOf(parts[1]!, parts[2] ?? "") };
}

function systemOf(text: string): string {
  const os = text.toLowerCase();
  return os === "macos" ? "darwin" : os;
}

const aliases: Readonly<Record<string, readonly [string, string]>> = {
  i386: ["386", ""], x86_64: ["amd64", ""], "x86-64": ["amd64", ""], aarch64: ["arm64", ""], armhf: ["arm", "v7"], armel: ["arm", "v6"],
};

function architectureOf(text: string, variant: string): { architecture: string; variant: string } {
  const lower = text.toLowerCase();
  const alias = aliases[lower];
  return alias ? { architecture: alias[0], variant: variant === "" ? alias[1] : variant.toLowerCase() } : { architecture: lower, variant: variant.toLowerCase() };
}

/** The platform that the FROM at the end of the stage's chain fixes; the stages above take it over, whatever they ask for. */
export function fixedPlatform(stage: Stage): Platform | undefined {
  const { from, base } = stageChain(stage).at(-1)!;
  // The empty image has no platform of its own and takes the build's.
  if (base.kind === "scratch") return undefined;
  const value = from.flags.find(({ name }) => name === "platform")?.plainValue;
  return value === undefined ? undefined : parsePlatform(value);
}

/** Whether the stage is for Windows: its platform says so, or its base and escape character do. */
export function isForWindows(stage: Stage): boolean {
  return fixedPlatform(stage)?.os === "windows" || isWindowsStage(stage);
}
