const unitSeconds: Readonly<Record<string, number>> = {
  ns: 1e-9, us: 1e-6, "µs": 1e-6, "μs": 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600,
};

/** Go's notation of a duration, `1h30m` or `1.5s`, in seconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  const rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") return undefined;
  const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
  let seconds = 0;
  while (part.lastIndex < rest.length) {
    const match = part.exec(rest);
    if (!match) return undefined;
    seconds += Number(match[1]) * unitSeconds[match[2]!]!;
  }
  // Go counts nanoseconds in 64 bits.
  return seconds * 1e9 >= 2 ** 63 ? undefined : sign * seconds;
}

/** What is wrong with the value of a health check's flag. Empty and zero mean the default. */
export function durationProblem(flag: string, value: string): string | undefined {
  if (value === "") return undefined;
  const seconds = parseDuration(value);
  if (seconds === undefined) return `${flag} is a duration such as 30s or 1m30s, not ${value}.`;
  return seconds !== 0 && seconds < 0.001 ? `${flag} cannot be shorter than 1ms.` : undefined;
}
