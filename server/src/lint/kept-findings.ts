import type { Finding } from "./finding.ts";

/** The findings of objects, kept until something else that they depend on is another. */
export class KeptFindings<Of extends object> {
  private readonly kept = new WeakMap<Of, { readonly key: readonly unknown[]; readonly findings: readonly Finding[] }>();

  /** `key` lists what the findings depend on beside the object; its entries are compared by identity. */
  of(object: Of, key: readonly unknown[], compute: () => readonly Finding[]): readonly Finding[] {
    const before = this.kept.get(object);
    if (before && before.key.length === key.length && before.key.every((entry, index) => entry === key[index])) return before.findings;
    const findings = compute();
    this.kept.set(object, { key, findings });
    return findings;
  }
}
