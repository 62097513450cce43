// Powers and logarithms to the last digit as Go computes them on a processor with fused multiply-add, where JavaScript's may differ.

/** Multiplies by squaring as Go does. */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1 || Number.isNaN(base) || base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) {
    return base === -1 && !Number.isFinite(exponent) ? 1 : base ** exponent;
  }
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  let whole = Math.floor(Math.abs(exponent));
  let fraction = Math.abs(exponent) - whole;
  if (fraction !== 0 && base < 0) return Number.NaN;
  if (whole >= 2 ** 63) return base === -1 ? 1 : Math.abs(base) < 1 === exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
  let result = 1;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    result = exponential(fraction * naturalLog(base));
  }
  let [square, squareScale] = splitFloat(base);
  let scale = 0;
  for (let rest = BigInt(whole); rest !== 0n; rest >>= 1n) {
    if (Math.abs(squareScale) > 4096) {
      scale += squareScale;
      break;
    }
    if ((rest & 1n) === 1n) {
      result *= square;
      scale += squareScale;
    }
    square *= square;
    squareScale *= 2;
    if (square < 0.5) {
      square += square;
      squareScale--;
    }
  }
  return exponent < 0 ? scaleFloat(1 / result, -scale) : scaleFloat(result, scale);
}

/** A fraction from a half to below one, and the power of two that it is to be multiplied by. */
function splitFloat(value: number): [number, number] {
  let scale = Math.max(-1022, Math.floor(Math.log2(Math.abs(value))) + 1);
  let fraction = scaleFloat(value, -scale);
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    scale++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    scale--;
  }
  return [fraction, scale];
}

function scaleFloat(value: number, scale: number): number {
  const step = Math.max(-1000, Math.min(1000, scale));
  const scaled = value * 2 ** step;
  return step === scale || scaled === 0 || !Number.isFinite(scaled) ? scaled : scaleFloat(scaled, scale - step);
}

/** The logarithm by the series of FreeBSD's e_log.c: of a fraction near one, plus that of a power of two in two parts. */
export function naturalLog(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return Math.log(value);
  let [fraction, scale] = splitFloat(value);
  if (fraction < Math.SQRT2 / 2) {
    fraction *= 2;
    scale--;
  }
  const rest = fraction - 1;
  const s = rest / (2 + rest);
  const s2 = s * s;
  const s4 = s2 * s2;
  const odd = s2 * (6.666666666666735130e-1 + s4 * (2.857142874366239149e-1 + s4 * (1.818357216161805012e-1 + s4 * 1.479819860511658591e-1)));
  const even = s4 * (3.999999999940941908e-1 + s4 * (2.222219843214978396e-1 + s4 * 1.531383769920937332e-1));
  const half = 0.5 * rest * rest;
  return scale * 6.93147180369123816490e-1 - (half - (s * (half + (odd + even)) + scale * 1.90821492927058770002e-10) - rest);
}

/** Factors of the powers in the exponential's series, from the eighth down. */
const inverseFactorials = [1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5, 1];

/** The exponential by its series on a sixteenth of what is left behind a power of two, squared four times. */
function exponential(value: number): number {
  const scale = roundToEven(value * Math.LOG2E);
  const reduced = fused(-scale, 2.8235290563031577e-13, fused(-scale, 0.69314718055966295651160180568695068359375, value)) * 0.0625;
  let result = reduced * inverseFactorials.reduce((sum, factor) => fused(sum, reduced, factor));
  for (let count = 0; count < 3; count++) result *= result + 2;
  return scaleFloat(fused(result, result + 2, 1), scale);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}

/** `a * b + c`, rounded once; for numbers far from the limits of a double. */
function fused(a: number, b: number, c: number): number {
  const product = a * b;
  const [sum, sumError] = exactSum(product, c);
  const [rest, lost] = exactSum(sumError, productError(a, b, product));
  return sum + (lost === 0 ? rest : towardsOdd(rest, lost));
}

/** A sum and what was lost in rounding it. */
function exactSum(a: number, b: number): [number, number] {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

/** What rounding lost of a product, from halves whose products are exact. */
function productError(a: number, b: number, product: number): number {
  const [highA, lowA] = halves(a);
  const [highB, lowB] = halves(b);
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function halves(value: number): [number, number] {
  const scaled = value * 134_217_729;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** A number that was rounded to even, instead rounded to odd, so that rounding it once more in a sum is as if it had not been rounded. */
function towardsOdd(value: number, lost: number): number {
  float[0] = value;
  if ((bits[0]! & 1n) === 0n) bits[0]! += value > 0 === lost > 0 ? 1n : -1n;
  return float[0]!;
}
