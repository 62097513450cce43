/**
 * Binary floating point of any precision with the rounding of Go's `big.Float` (to nearest, ties to even),
 * because Bake numbers are such floats of 512 bits and print digit for digit.
 * A finite number is `sign * mantissa * 2 ** exponent` with an odd mantissa, or zero.
 */
export interface BigFloat {
  readonly negative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
  /** Bits that results keep. */
  readonly precision: number;
  readonly infinite: boolean;
}

export const literalPrecision = 512;

export function zero(precision = 64, negative = false): BigFloat {
  return { negative, mantissa: 0n, exponent: 0, precision, infinite: false };
}

export function infinity(negative: boolean, precision: number): BigFloat {
  return { negative, mantissa: 0n, exponent: 0, precision, infinite: true };
}

export function fromInteger(value: number | bigint, precision = 64): BigFloat {
  const big = BigInt(value);
  return round(big < 0n, big < 0n ? -big : big, 0, precision);
}

/** The number that a JavaScript number is, exactly, with 53 bits. NaN has no counterpart and must not be given. */
export function fromFloat64(value: number): BigFloat {
  if (!Number.isFinite(value)) return infinity(value < 0, 53);
  if (value === 0) return zero(53, Object.is(value, -0));
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return round(value < 0, mantissa, (biased === 0 ? 1 : biased) - 1075, 53);
}

/** Parses decimal digits with an optional fraction and exponent; undefined when the text is anything else or absurdly large. */
export function parseDecimal(text: string, precision = literalPrecision): BigFloat | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?$/.exec(text);
  if (!match || (match[2] === "" && (match[3] ?? "") === "")) return undefined;
  const negative = match[1] === "-";
  const fraction = match[3] ?? "";
  const digits = BigInt((match[2]! + fraction) || "0");
  const scale = Number(match[4] ?? "0") - fraction.length;
  if (digits === 0n) return zero(precision, negative);
  if (Math.abs(scale) > 100_000) return undefined;
  if (scale >= 0) return round(negative, digits * 5n ** BigInt(scale), scale, precision);
  return divideExact(negative, digits, 0, 5n ** BigInt(-scale), scale, precision);
}

function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
}

/** `sticky` says that the true value is a little more than the mantissa. */
function round(negative: boolean, mantissa: bigint, exponent: number, precision: number, sticky = false): BigFloat {
  if (mantissa === 0n) return zero(precision, negative);
  const excess = bitLength(mantissa) - precision;
  let kept = mantissa;
  let power = exponent;
  if (excess > 0) {
    const shift = BigInt(excess);
    kept = mantissa >> shift;
    const rest = mantissa - (kept << shift);
    const half = 1n << (shift - 1n);
    if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) kept += 1n;
    power += excess;
  }
  return normalize(negative, kept, power, precision);
}

function normalize(negative: boolean, mantissa: bigint, exponent: number, precision: number): BigFloat {
  let kept = mantissa;
  let power = exponent;
  while ((kept & 0xffffffffn) === 0n) {
    kept >>= 32n;
    power += 32;
  }
  const low = Number(kept & 0xffffffffn);
  const zeros = 31 - Math.clz32(low & -low);
  return { negative, mantissa: kept >> BigInt(zeros), exponent: power + zeros, precision, infinite: false };
}

function divideExact(negative: boolean, a: bigint, aExponent: number, b: bigint, bExponent: number, precision: number): BigFloat {
  const extra = Math.max(0, precision + 2 - (bitLength(a) - bitLength(b)));
  const shifted = a << BigInt(extra);
  const quotient = shifted / b;
  const sticky = quotient * b !== shifted;
  return round(negative, (quotient << 1n) | (sticky ? 1n : 0n), aExponent + bExponent - extra - 1, precision);
}

export function isZero(value: BigFloat): boolean {
  return !value.infinite && value.mantissa === 0n;
}

export function isInteger(value: BigFloat): boolean {
  return !value.infinite && value.exponent >= 0;
}

export function negate(value: BigFloat): BigFloat {
  return { ...value, negative: !value.negative };
}

export function absolute(value: BigFloat): BigFloat {
  return value.negative ? { ...value, negative: false } : value;
}

/** Undefined where Go panics: the difference of equal infinities. */
export function add(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const precision = Math.max(a.precision, b.precision);
  if (a.infinite || b.infinite) {
    if (a.infinite && b.infinite && a.negative !== b.negative) return undefined;
    return infinity(a.infinite ? a.negative : b.negative, precision);
  }
  if (isZero(a) && isZero(b)) return zero(precision, a.negative && b.negative);
  if (Math.abs(a.exponent - b.exponent) > 1_000_000) return undefined;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = signed(a, exponent) + signed(b, exponent);
  if (sum === 0n) return zero(precision);
  return round(sum < 0n, sum < 0n ? -sum : sum, exponent, precision);
}

function signed(value: BigFloat, exponent: number): bigint {
  const shifted = value.mantissa << BigInt(value.mantissa === 0n ? 0 : value.exponent - exponent);
  return value.negative ? -shifted : shifted;
}

export function subtract(a: BigFloat, b: BigFloat): BigFloat | undefined {
  return add(a, negate(b));
}

/** Undefined for zero times infinity. */
export function multiply(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const precision = Math.max(a.precision, b.precision);
  const negative = a.negative !== b.negative;
  if (a.infinite || b.infinite) return isZero(a) || isZero(b) ? undefined : infinity(negative, precision);
  return round(negative, a.mantissa * b.mantissa, a.exponent + b.exponent, precision);
}

/** Undefined for 0/0 and ∞/∞; a number over zero is infinite. */
export function divide(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const precision = Math.max(a.precision, b.precision);
  const negative = a.negative !== b.negative;
  if (isZero(b)) return isZero(a) ? undefined : infinity(negative, precision);
  if (a.infinite) return b.infinite ? undefined : infinity(negative, precision);
  if (b.infinite || isZero(a)) return zero(precision, negative);
  return divideExact(negative, a.mantissa, a.exponent, b.mantissa, -b.exponent, precision);
}

export function compare(a: BigFloat, b: BigFloat): number {
  if (isZero(a) && isZero(b)) return 0;
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const sign = a.negative ? -1 : 1;
  if (a.infinite || b.infinite) return a.infinite === b.infinite ? 0 : a.infinite ? sign : -sign;
  const topA = isZero(a) ? Number.NEGATIVE_INFINITY : bitLength(a.mantissa) + a.exponent;
  const topB = isZero(b) ? Number.NEGATIVE_INFINITY : bitLength(b.mantissa) + b.exponent;
  if (topA !== topB) return topA < topB ? -sign : sign;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.mantissa << BigInt(a.exponent - exponent);
  const right = b.mantissa << BigInt(b.exponent - exponent);
  return left === right ? 0 : left < right ? -sign : sign;
}

export function equals(a: BigFloat, b: BigFloat): boolean {
  return compare(a, b) === 0;
}

/** Rounds toward zero. */
export function truncate(value: BigFloat): bigint {
  const shifted = value.exponent >= 0 ? value.mantissa << BigInt(value.exponent) : value.mantissa >> BigInt(-value.exponent);
  return value.negative ? -shifted : shifted;
}

export function withPrecision(value: BigFloat, precision: number): BigFloat {
  return value.infinite || value.mantissa === 0n ? { ...value, precision } : round(value.negative, value.mantissa, value.exponent, precision);
}

/** The nearest JavaScript number; out of range is infinite. */
export function toFloat64(value: BigFloat): number {
  if (value.infinite) return value.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (value.mantissa === 0n) return value.negative ? -0 : 0;
  const width = value.mantissa.toString(16).length * 4;
  // Sixty bits and more, the last of which tells whether something was cut off, are rounded as all of them would be.
  const excess = width - 68;
  const scale = value.exponent + Math.max(0, excess);
  if (scale > -1000 && scale + 68 < 1000) {
    const cut = excess > 0 && BigInt.asUintN(excess, value.mantissa) !== 0n;
    const kept = excess > 0 ? (value.mantissa >> BigInt(excess)) | (cut ? 1n : 0n) : value.mantissa;
    return Number(value.negative ? -kept : kept) * 2 ** scale;
  }
  const text = exactDigits(value.mantissa, value.exponent);
  return Number(`${value.negative ? "-" : ""}${text.digits}e${text.point - text.digits.length}`);
}

/** The number as a JavaScript integer, or undefined when it has a fraction or does not fit safely. */
export function toSafeInteger(value: BigFloat): number | undefined {
  if (!isInteger(value)) return undefined;
  if (bitLength(value.mantissa) + value.exponent > 53) return undefined;
  return Number(truncate(value));
}

export interface Digits {
  /** Without leading zeros; empty for zero. */
  readonly digits: string;
  /** How many digits stand before the decimal point; may be negative or beyond the digits. */
  readonly point: number;
}

function exactDigits(mantissa: bigint, exponent: number): Digits {
  if (exponent >= 0) {
    const digits = (mantissa << BigInt(exponent)).toString();
    return trimZeros(digits, digits.length);
  }
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString();
  return trimZeros(digits, digits.length + exponent);
}

function trimZeros(digits: string, point: number): Digits {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  return { digits: digits.slice(0, end), point: end === 0 ? 0 : point };
}

/** All digits of a finite number's magnitude. */
export function decimalDigits(value: BigFloat): Digits {
  return value.mantissa === 0n ? { digits: "", point: 0 } : exactDigits(value.mantissa, value.exponent);
}

/** The fewest digits that give the same number back at its precision, chosen as Go's `big.Float.Text('f', -1)` does. */
export function shortestDigits(value: BigFloat): Digits {
  if (value.mantissa === 0n) return { digits: "", point: 0 };
  const exact = exactDigits(value.mantissa, value.exponent);
  const length = bitLength(value.mantissa);
  if (value.exponent >= 0 && length + value.exponent <= value.precision) return exact;
  const shift = value.precision + 1 - length;
  const mantissa = value.mantissa << BigInt(shift);
  const exponent = value.exponent - shift;
  const lower = exactDigits(mantissa - 1n, exponent);
  const upper = exactDigits(mantissa + 1n, exponent);
  const inclusive = (mantissa & 2n) === 0n;
  return shortestBetween(exact, lower, upper, inclusive);
}

function shortestBetween(exact: Digits, lower: Digits, upper: Digits, inclusive: boolean): Digits {
  const { digits, point } = exact;
  for (let index = 0; index < digits.length; index++) {
    const middle = digits.charCodeAt(index);
    const low = index < lower.digits.length ? lower.digits.charCodeAt(index) : 48;
    const high = index < upper.digits.length ? upper.digits.charCodeAt(index) : 48;
    const down = low !== middle || (inclusive && index + 1 === lower.digits.length);
    const up = middle !== high && (inclusive || middle + 1 < high || index + 1 < upper.digits.length);
    if (down && up) return roundDigits(digits, point, index + 1);
    if (down) return trimZeros(digits.slice(0, index + 1), point);
    if (up) return increment(digits.slice(0, index + 1), point);
  }
  return exact;
}

/** Rounds to `count` digits, ties to even, as Go's decimal rounding does. */
export function roundDigits(digits: string, point: number, count: number): Digits {
  if (count < 0) return { digits: "", point: 0 };
  if (count >= digits.length) return { digits, point };
  const next = digits.charCodeAt(count);
  const tie = next === 53 && count + 1 === digits.length;
  const up = tie ? count > 0 && (digits.charCodeAt(count - 1) & 1) === 1 : next >= 53;
  return up ? increment(digits.slice(0, count), point) : trimZeros(digits.slice(0, count), point);
}

function increment(digits: string, point: number): Digits {
  const raised = (BigInt(digits === "" ? "0" : digits) + 1n).toString();
  return trimZeros(raised, raised.length > digits.length ? point + 1 : point);
}

/** Decimal text without exponent, as Bake prints numbers. */
export function formatNumber(value: BigFloat): string {
  const sign = value.negative ? "-" : "";
  if (value.infinite) return value.negative ? "-Inf" : "+Inf";
  if (value.exponent >= 0 && value.exponent < 1024 && value.precision >= bitLength(value.mantissa) + value.exponent) {
    return `${sign}${(value.mantissa << BigInt(value.exponent)).toString()}`;
  }
  const { digits, point } = shortestDigits(value);
  if (point <= 0) return digits === "" ? `${sign}0` : `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
