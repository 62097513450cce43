const systems = new Set([
  "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris", "windows", "zos", "wasip1",
]);
const processors = new Set([
  "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc",
  "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
]);
const aliases: Readonly<Record<string, string>> = {
  i386: "386", x86_64: "amd64", "x86-64": "amd64", aarch64: "arm64", armhf: "arm", armel: "arm",
};
const invalid = (platform: string, why: string): string => `${JSON.stringify(platform)}: ${why}: invalid argument`;

/** Why buildx does not accept a platform; undefined when it does. */
export function checkPlatform(platform: string): string | undefined {
  if (platform === "local") return undefined;
  if (platform.includes("*")) return invalid(platform, "wildcards not yet supported");
  const parts = platform.split("/");
  for (const part of parts) {
    if (!/^[A-Za-z0-9_.()-]+$/.test(part)) return `${JSON.stringify(part)} is an invalid component of ${JSON.stringify(platform)}: platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`;
  }
  if (parts.length > 3) return invalid(platform, "cannot parse platform specifier");
  if (parts.length > 1) return undefined;
  const word = parts[0]!.toLowerCase();
  const known = systems.has(word) || processors.has(aliases[word] ?? word) || word === "macos" || /^armv[5-8]/.test(word) || /^windows\(/.test(word);
  return known ? undefined : `${JSON.stringify(platform)}: unknown operating system or architecture: invalid argument`;
}
