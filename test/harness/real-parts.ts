import { after, type TestContext } from "node:test";
import { comparatorMissing, isMissing, type Missing } from "../../scripts/real-parts/part.ts";

type Provider<T extends object> = () => Promise<T | Missing>;

const provided = new Map<Provider<object>, Promise<object>>();

/**
 * The part that a test needs, or undefined after the test was marked as skipped with the reason.
 * A part is provided once per test file; one that has `stop` is stopped after the file's last test.
 */
export async function requirePart<T extends object>(t: TestContext, name: string, provide: Provider<T>): Promise<T | undefined> {
  return skipWithout(t, `no ${name}: `, provide);
}

/** The same for another project's program that ours is only compared with. Nothing of ours needs it, so that its absence fails nothing. */
export async function requireComparator<T extends object>(t: TestContext, name: string, provide: Provider<T>): Promise<T | undefined> {
  return skipWithout(t, `${comparatorMissing} ${name}: `, provide);
}

async function skipWithout<T extends object>(t: TestContext, reason: string, provide: Provider<T>): Promise<T | undefined> {
  const promise = provided.get(provide) ?? provide();
  provided.set(provide, promise);
  const part = (await promise) as T | Missing;
  if (!isMissing(part)) return part;
  t.skip(`${reason}${part.missing}`);
  return undefined;
}

after(async () => {
  for (const promise of provided.values()) {
    const part = await promise;
    if ("stop" in part) await (part.stop as () => Promise<void>)();
  }
});
