/** So many files are given to a thread at once: their scripts fill runs of ShellCheck, of which each costs as much as several scripts. */
const batchSize = 64;

/** What is still to be done, shared by all threads. */
export class BatchQueue {
  private readonly batches: (readonly string[])[];

  constructor(uris: readonly string[]) {
    this.batches = batchesOf(uris).reverse();
  }

  get hasMore(): boolean {
    return this.batches.length > 0;
  }

  take(): readonly string[] | undefined {
    return this.batches.pop();
  }

  putBack(batch: readonly string[]): void {
    this.batches.push(batch);
  }
}

export function batchesOf(uris: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(uris.length / batchSize) }, (_, index) => uris.slice(index * batchSize, (index + 1) * batchSize));
}
