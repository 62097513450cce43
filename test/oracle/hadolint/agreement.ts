import type { Comparison } from "./compare.ts";

interface Count {
  same: number;
  missing: number;
  added: number;
}

/** How far two linters agree over many files, in all and code by code. */
export class Agreement {
  private readonly codes = new Map<string, Count>();
  private readonly unread = new Map<string, number>();
  private files = 0;
  private sameFiles = 0;

  /** Returns what we miss and what we add. */
  add({ expected, actual }: Comparison): { missing: string[]; added: string[] } {
    const missing = expected.filter((entry) => !actual.includes(entry));
    const added = actual.filter((entry) => !expected.includes(entry));
    for (const entry of expected) this.countOf(entry)[missing.includes(entry) ? "missing" : "same"]++;
    for (const entry of added) this.countOf(entry).added++;
    this.files++;
    if (missing.length + added.length === 0) this.sameFiles++;
    return { missing, added };
  }

  /** Counts a file that hadolint cannot parse. */
  addUnread(reason: string): void {
    const kind = reason.split("\n")[0]!;
    this.unread.set(kind, (this.unread.get(kind) ?? 0) + 1);
  }

  /** Of all findings that either has, how many both have. */
  percentage(): number {
    return share(total([...this.codes.values()]));
  }

  describe(): string {
    const rows = [...this.codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => row(code, count));
    const unread = [...this.unread].sort((a, b) => b[1] - a[1]).map(([kind, times]) => `${String(times).padStart(6)} files not read by hadolint: ${kind}`);
    return [...rows, row("all", total([...this.codes.values()])), ...unread, `${this.files} files compared, ${this.sameFiles} the same`].join("\n");
  }

  private countOf(entry: string): Count {
    const code = entry.trim().split(" ")[1]!;
    const known = this.codes.get(code) ?? { same: 0, missing: 0, added: 0 };
    this.codes.set(code, known);
    return known;
  }
}

function total(counts: readonly Count[]): Count {
  const sum = (key: keyof Count): number => counts.reduce((all, count) => all + count[key], 0);
  return { same: sum("same"), missing: sum("missing"), added: sum("added") };
}

function share({ same, missing, added }: Count): number {
  return (100 * same) / Math.max(1, same + missing + added);
}

function row(name: string, count: Count): string {
  return `${name.padEnd(6)} ${share(count).toFixed(2).padStart(6)} %  ${String(count.same).padStart(6)} same  ${String(count.missing).padStart(5)} missing  ${String(count.added).padStart(5)} added`;
}
