// Numbers and tables of the benches.

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => quantile(values, 0.5);

export function milliseconds(value) {
  return Number.isFinite(value) ? `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms` : "–";
}

export function ratio(value) {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

/** The exponent k of a cost that grows with size^k between two sizes. */
export function exponent(smallSize, smallCost, bigSize, bigCost) {
  return Math.log(bigCost / smallCost) / Math.log(bigSize / smallSize);
}

/** A Markdown table; the first row is the head. */
export function table(rows) {
  const [head, ...body] = rows;
  return [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** One row of a list of budgets: whether it is met, or that it was not measured. */
export function budgetRow(name, value, limit, show) {
  return [name, show(value), `≤ ${show(limit)}`, Number.isFinite(value) ? (value <= limit ? "yes" : "**no**") : "not measured"];
}

export function machine() {
  return `Node.js ${process.versions.node} on ${process.platform}/${process.arch}`;
}
