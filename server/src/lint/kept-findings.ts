import { sameList } from "../base/same-data.ts";
import type { Finding } from "./finding.ts";

/** The findings of objects, kept until something else that they depend on is another. */
export class KeptFindings<Of extends object> {
  private readonly kept = new WeakMap<Of, { readonly key: readonly unknown[]; readonly findings: readonly Finding[] }>();

  /** `key` lists what the findings depend on beside the object; its entries are compared by identity. */
  of(object: Of, key: readonly unknown[], compute: () => readonly Finding[]): readonly Finding[] {
    const before = this.kept.get(object);
    if (before && sameList(before.key, key)) return before.findings;
    const findings = compute();
    this.kept.set(object, { key, findings });
    return findings;
  }
}
