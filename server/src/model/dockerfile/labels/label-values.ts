import { spdxExceptions, spdxLicenses } from "../../../data/spdx-licenses.ts";

/** A date and time as RFC 3339 has it: `2024-05-01T12:00:00Z`. */
export function isTimestamp(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/i.exec(value);
  if (!match) return false;
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = match.slice(1).map(Number);
  if (hour! > 23 || minute! > 59 || second! > 60 || (zoneHour ?? 0) > 23 || (zoneMinute ?? 0) > 59) return false;
  const days = [31, (year! % 4 === 0 && year! % 100 !== 0) || year! % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month! - 1];
  return days !== undefined && day! >= 1 && day! <= days;
}

/** An absolute URI: a scheme, and something behind it. */
export function isUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/[^\s/?#]+)?[^\s<>"{}|\\^`]*$/i.test(value) && !/^[a-z][a-z0-9+.-]*:(?:\/\/)?$/i.test(value);
}

/** A short or full Git hash. */
export function isGitHash(value: string): boolean {
  return /^(?:[0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

export function isSemanticVersion(value: string): boolean {
  return /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*))*)?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i.test(value);
}

export function isMailAddress(value: string): boolean {
  return /^[^\s@<>"]+@[^\s@<>".]+(?:\.[^\s@<>".]+)*$/.test(value);
}

/** An SPDX license expression, such as `MIT` or `(GPL-2.0-only WITH Classpath-exception-2.0) OR Apache-2.0+`. */
export function isLicenseExpression(value: string): boolean {
  const tokens = value.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const operand = (depth: number): boolean => {
    const token = tokens[at++];
    if (token === undefined || depth > 50) return false;
    if (token === "(") return expression(depth + 1) && tokens[at++] === ")";
    if (!isLicense(token)) return false;
    if (tokens[at] !== "WITH") return true;
    at++;
    return spdxExceptions().has(tokens[at++] ?? "");
  };
  const expression = (depth: number): boolean => {
    if (!operand(depth)) return false;
    while (tokens[at] === "AND" || tokens[at] === "OR") {
      at++;
      if (!operand(depth)) return false;
    }
    return true;
  };
  return expression(0) && at === tokens.length;
}

function isLicense(token: string): boolean {
  if (/^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(token) || token === "NONE" || token === "NOASSERTION") return true;
  return spdxLicenses().has(token) || (token.endsWith("+") && spdxLicenses().has(token.slice(0, -1)));
}

/** The identifier that someone meant: the same in another case, or without blanks. */
export function closestLicense(value: string): string | undefined {
  const plain = value.toLowerCase().replace(/\s+(?:license|licence)$|^the\s+/g, "").replace(/[\s_]+/g, "-");
  const aliases: Readonly<Record<string, string>> = { "apache": "Apache-2.0", "apache2": "Apache-2.0", "apache-2": "Apache-2.0", "apachev2": "Apache-2.0", "bsd3": "BSD-3-Clause", "bsd-3": "BSD-3-Clause", "bsd-2": "BSD-2-Clause", "gplv2": "GPL-2.0-only", "gplv3": "GPL-3.0-only", "agplv3": "AGPL-3.0-only", "lgplv3": "LGPL-3.0-only", "mpl2": "MPL-2.0" };
  if (Object.hasOwn(aliases, plain)) return aliases[plain];
  for (const id of spdxLicenses()) if (id.toLowerCase() === plain) return id;
  return undefined;
}
