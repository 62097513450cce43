const words: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ["", null], ["~", null], ["null", null], ["Null", null], ["NULL", null],
  ["true", true], ["True", true], ["TRUE", true], ["false", false], ["False", false], ["FALSE", false],
  [".nan", Number.NaN], [".NaN", Number.NaN], [".NAN", Number.NaN],
  [".inf", Infinity], [".Inf", Infinity], [".INF", Infinity], ["+.inf", Infinity], ["+.Inf", Infinity], ["+.INF", Infinity],
  ["-.inf", -Infinity], ["-.Inf", -Infinity], ["-.INF", -Infinity],
]);

const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What an unquoted scalar means to go-yaml: `0777` is octal, `1_000` a number, and `yes` a text. */
export function plainScalarValue(text: string): string | number | bigint | boolean | null {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.replaceAll("_", "");
  const whole = wholeNumber(digits);
  if (whole !== undefined) return whole;
  return decimal.test(digits) ? Number(digits) : text;
}

/** Whole numbers of up to 64 bits; larger ones are read as decimals. */
function wholeNumber(digits: string): bigint | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/.exec(digits);
  if (match === null) return undefined;
  const body = match[2]!;
  const size = BigInt(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body.toLowerCase());
  const value = match[1] === "-" ? -size : size;
  return value < -(2n ** 63n) || value >= 2n ** 64n ? undefined : value;
}
