// What work costs, for tests of how the cost grows. Timings of their own belong in bench/.
import assert from "node:assert/strict";

/** Processor time in milliseconds, which a busy machine changes less than the clock. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of some runs, because the first one compiles. */
export function bestCost(work: () => unknown, runs = 2): number {
  return Math.min(...Array.from({ length: runs }, () => cost(work)));
}

/** Four times the text may cost four times as much; a square would be sixteen. Below `floor` milliseconds nothing is judged. */
export function checkGrowth(make: (count: number) => string, count: number, work: (text: string) => unknown, floor = 100): void {
  const big = make(count);
  const small = make(count / 4);
  const ofSmall = bestCost(() => work(small));
  // A collection of garbage falls into most runs of the big one.
  const ofBig = bestCost(() => work(big), 3);
  const ratio = ofBig / Math.max(ofSmall, floor / 8);
  assert.ok(ofBig < floor || ratio < 9, `${count / 4} → ${count}: ${ofSmall.toFixed(0)} ms → ${ofBig.toFixed(0)} ms, ${ratio.toFixed(1)} times`);
}
