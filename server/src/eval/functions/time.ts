import { truncate } from "../number.ts";
import type { Value } from "../value.ts";
import { integerValue, objectValue, stringValue, unknownValue } from "../value.ts";
import { integer, number, text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

/** A moment and the zone it is shown in; parts finer than a second are kept for `timeadd` only. */
interface Timestamp {
  /** Nanoseconds since 1970. */
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
}

const billion = 1_000_000_000n;
const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

function parseTimestamp(given: string, argument: number): Timestamp {
  const match = pattern.exec(given);
  const [year, month, day, hour, minute, second] = match?.slice(1, 7).map(Number) as [number, number, number, number, number, number] ?? [];
  const date = match === null ? undefined : utcDate(year, month, day);
  if (match === null || date === undefined || hour > 23 || minute > 59 || second > 59 || Number(match[9] ?? 0) > 24 || Number(match[10] ?? 0) > 60) {
    throw new FunctionError(`not a valid RFC3339 timestamp: ${JSON.stringify(given)}`, argument);
  }
  const offsetMinutes = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === "-" ? -1 : 1);
  const seconds = BigInt(date / 1000 + hour * 3600 + minute * 60 + second - offsetMinutes * 60);
  return { nanoseconds: seconds * billion + BigInt((match[7] ?? "").slice(0, 9).padEnd(9, "0")), offsetMinutes };
}

function utcDate(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** A `Date` whose UTC parts are the local ones of the timestamp. */
function localDate({ nanoseconds, offsetMinutes }: Timestamp): Date {
  return new Date(Number(floorDivide(nanoseconds, billion)) * 1000 + offsetMinutes * 60_000);
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value < 0n && value % by !== 0n ? value / by - 1n : value / by;
}

const two = (value: number): string => String(value).padStart(2, "0");
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function zone(offset: number, colon: boolean): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${colon ? ":" : ""}${two(size % 60)}`;
}

function showRfc3339(timestamp: Timestamp): string {
  const date = localDate(timestamp);
  const { offsetMinutes } = timestamp;
  return `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}T${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}${offsetMinutes === 0 ? "Z" : zone(offsetMinutes, true)}`;
}

type Part = (date: Date, timestamp: Timestamp) => string;

const twelve = (date: Date): number => date.getUTCHours() % 12 || 12;
const parts: Readonly<Record<string, Part>> = {
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, "0"),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => months[date.getUTCMonth()]!,
  MMM: (date) => months[date.getUTCMonth()]!.slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  EEEE: (date) => weekdays[date.getUTCDay()]!,
  EEE: (date) => weekdays[date.getUTCDay()]!.slice(0, 3),
  hh: (date) => two(date.getUTCHours()),
  h: (date) => String(date.getUTCHours()),
  HH: (date) => two(twelve(date)),
  H: (date) => String(twelve(date)),
  AA: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  aa: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  mm: (date) => two(date.getUTCMinutes()),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
  s: (date) => String(date.getUTCSeconds()),
  ZZZZZ: (_date, { offsetMinutes }) => zone(offsetMinutes, true),
  ZZZZ: (_date, { offsetMinutes }) => zone(offsetMinutes, false),
  ZZZ: (_date, { offsetMinutes }) => (offsetMinutes === 0 ? "UTC" : zone(offsetMinutes, false)),
  Z: (_date, { offsetMinutes }) => (offsetMinutes === 0 ? "Z" : zone(offsetMinutes, true)),
};

function formatParts(template: string, timestamp: Timestamp, unix: boolean): string {
  const date = localDate(timestamp);
  let result = "";
  for (let at = 0; at < template.length;) {
    const char = template[at]!;
    if (char === "'") {
      const quoted = readQuoted(template, at);
      result += quoted.value;
      at = quoted.end;
      continue;
    }
    let end = at + 1;
    if (/[A-Za-z]/.test(char)) while (template[end] === char) end++;
    const word = template.slice(at, end);
    at = end;
    const part = Object.hasOwn(parts, word) ? parts[word] : undefined;
    if (part !== undefined) result += part(date, timestamp);
    else if (unix && word === "X") result += String(floorDivide(timestamp.nanoseconds, billion));
    else if (/[A-Za-z]/.test(char)) throw new FunctionError(`invalid date format verb ${JSON.stringify(word)}`, 0);
    else result += word;
  }
  return result;
}

function readQuoted(template: string, open: number): { value: string; end: number } {
  let value = "";
  let at = open + 1;
  for (;;) {
    const quote = template.indexOf("'", at);
    if (quote < 0) throw new FunctionError("unterminated literal '", 0);
    value += template.slice(at, quote);
    if (template[quote + 1] !== "'") return { value, end: quote + 1 };
    value += "'";
    at = quote + 2;
  }
}

const units: Readonly<Record<string, bigint>> = { ns: 1n, us: 1000n, "µs": 1000n, "μs": 1000n, ms: 1_000_000n, s: billion, m: 60n * billion, h: 3600n * billion };

/** Nanoseconds of a duration such as `-1h30m` in Go's notation. */
function parseDuration(given: string): bigint | undefined {
  const match = /^([+-]?)((?:[0-9]*\.?[0-9]*(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(given);
  if (match === null) return undefined;
  let total = 0n;
  for (const [, whole, , fraction, unit] of match[2]!.matchAll(/([0-9]*)(\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    if (whole === "" && (fraction ?? "") === "") return undefined;
    const size = units[unit!]!;
    total += BigInt(whole || "0") * size;
    if (fraction !== undefined && fraction !== "") total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return match[1] === "-" ? -total : total;
}

function atSeconds(seconds: bigint): Timestamp {
  return { nanoseconds: seconds * billion, offsetMinutes: 0 };
}

const parseUnix: Implementation = (args): Value => {
  const seconds = integer(args, 0);
  const timestamp = atSeconds(BigInt(seconds));
  const date = localDate(timestamp);
  if (Number.isNaN(date.getTime())) throw new FunctionError("the time is too far away", 0);
  const iso = isoWeek(date);
  const yearDay = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const numbers: [string, number][] = [
    ["year", date.getUTCFullYear()], ["month", date.getUTCMonth() + 1], ["day", date.getUTCDate()], ["year_day", yearDay], ["weekday", date.getUTCDay()],
    ["hour", date.getUTCHours()], ["minute", date.getUTCMinutes()], ["second", date.getUTCSeconds()], ["iso_year", iso.year], ["iso_week", iso.week],
  ];
  return objectValue([
    ...numbers.map(([name, value]): [string, Value] => [name, integerValue(value)]),
    ["month_name", stringValue(months[date.getUTCMonth()]!)], ["weekday_name", stringValue(weekdays[date.getUTCDay()]!)], ["rfc3339", stringValue(showRfc3339(timestamp))],
  ]);
};

/** The week that holds the same week's Thursday belongs to Thursday's year. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1 };
}

export const timeFunctions: Readonly<Record<string, Implementation>> = {
  formatdate: (args) => stringValue(formatParts(text(args, 0), parseTimestamp(text(args, 1), 1), false)),
  formattimestamp: (args) => {
    const given = args[1]!;
    if (given.kind !== "string" && given.kind !== "number") throw new FunctionError("a string or a number is required", 1);
    const timestamp = given.kind === "string" ? parseTimestamp(given.text, 1) : atSeconds(truncate(number(args, 1)));
    return stringValue(formatParts(text(args, 0), timestamp, true));
  },
  timeadd: (args) => {
    const timestamp = parseTimestamp(text(args, 0), 0);
    const duration = parseDuration(text(args, 1));
    if (duration === undefined) throw new FunctionError(`time: invalid duration ${JSON.stringify(text(args, 1))}`, 1);
    return stringValue(showRfc3339({ ...timestamp, nanoseconds: timestamp.nanoseconds + duration }));
  },
  timestamp: (_args, { surroundings }) =>
    surroundings.now === undefined ? unknownValue("the time at which the build is started") : stringValue(showRfc3339(atSeconds(BigInt(Math.floor(surroundings.now / 1000))))),
  unixtimestampparse: parseUnix,
};
