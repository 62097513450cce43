/** Platforms that official images are built for, in the spelling of their manifests. */
export const commonPlatforms: readonly string[] = [
  "linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/arm/v5", "linux/386", "linux/ppc64le", "linux/s390x", "linux/riscv64", "linux/mips64le", "linux/loong64", "windows/amd64", "windows/arm64",
];

const systems: ReadonlySet<string> = new Set(["linux", "windows", "freebsd", "darwin", "macos", "openbsd", "netbsd", "dragonfly", "solaris", "illumos", "aix", "android", "ios", "js", "plan9", "wasip1", "wasi"]);
const processors: Readonly<Record<string, string>> = {
  amd64: "amd64", x86_64: "amd64", "x86-64": "amd64", arm64: "arm64", aarch64: "arm64", arm: "arm", armhf: "arm", armel: "arm", 386: "386", i386: "386", ppc64le: "ppc64le", ppc64: "ppc64", s390x: "s390x",
  riscv64: "riscv64", mips64le: "mips64le", mips64: "mips64", mips: "mips", mipsle: "mipsle", loong64: "loong64", wasm: "wasm", wasm32: "wasm", sparc64: "sparc64",
};

/** The platform with the names that manifests use; undefined when system or processor is unknown. One word may be either. */
export function canonicalPlatform(platform: string): string | undefined {
  const [system, processor, variant] = platform.toLowerCase().split("/");
  if (system === undefined || system === "local") return platform;
  if (processor === undefined) return systems.has(system) || processors[system] !== undefined || /^armv[5-8]|^windows\(/.test(system) ? platform : undefined;
  const known = processors[processor] ?? (/^armv[5-8]/.test(processor) ? "arm" : undefined);
  if (known === undefined || !systems.has(system.replace(/\(.*$/, ""))) return undefined;
  return [system, known, ...(variant === undefined ? [] : [variant])].join("/");
}
