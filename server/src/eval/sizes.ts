/** Why a size such as `128m` cannot be read; undefined when it can. */
export function checkByteSize(size: string): string | undefined {
  const match = /^([+-]?[0-9.]+)\s?([a-zA-Z]*)$/.exec(size.trim() === size ? size : "");
  if (match === null || Number.isNaN(Number(match[1]))) return `invalid size: '${size}'`;
  if (!/^(?:|b|[kmgtpe]i?b?)$/i.test(match[2]!)) return `invalid suffix: '${match[2]!.toLowerCase()}'`;
  return Number(match[1]) < 0 ? `invalid size: '${size}'` : undefined;
}

const limits = new Set([
  "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack",
]);

/** Why a limit such as `nofile=1024:2048` is refused; undefined when it is not. */
export function checkUlimit(ulimit: string): string | undefined {
  const [name, value, more] = ulimit.split("=");
  if (name === undefined || value === undefined || more !== undefined) return `invalid ulimit argument: ${ulimit}`;
  if (!limits.has(name)) return `invalid ulimit type: ${name}`;
  const parts = value.split(":");
  if (value === "" || parts.length > 2) return `too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``;
  for (const part of parts) if (!/^[+-]?[0-9]+$/.test(part)) return `strconv.ParseInt: parsing ${JSON.stringify(part)}: invalid syntax`;
  const [soft, hard] = parts.map(Number);
  if (hard !== undefined && hard !== -1 && (soft === -1 || soft! > hard)) return `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`;
  return undefined;
}

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** A size such as `1.5g` in bytes; what has no such form must be refused by `checkByteSize` before. */
export function readByteSize(size: string): number {
  const match = /^([+-]?[0-9.]+)\s?([a-zA-Z]?)/.exec(size);
  const power = Math.max(0, "bkmgtp".indexOf((match?.[2] ?? "").toLowerCase()));
  return Math.trunc(Number(match?.[1] ?? 0) * 1024 ** power);
}

/** Bytes in the largest unit that leaves at least 1, with four digits. */
export function formatByteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toPrecision(4))}${units[unit]}`;
}
