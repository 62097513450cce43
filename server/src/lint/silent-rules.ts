import { AttachedMap } from "../base/attached-map.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { type DockerfileUse, keyOfUse } from "../model/dockerfile/use.ts";
import { allParts } from "../syntax/dockerfile/parts.ts";

/** What rules that found nothing in a Dockerfile looked at, by anything that stands for a rule as it is set. */
interface Silence {
  readonly use: string;
  readonly reads: Map<object, number>;
}

const silences = new AttachedMap<Dockerfile, Silence>();

/** The rules that find nothing in a Dockerfile: those of the text before an edit that changed nothing which they looked at, and those that were run. */
export class SilentRules {
  private readonly reads = new Map<object, number>();
  private readonly lasting: ReadonlyMap<object, number>;

  constructor(dockerfile: Dockerfile, use: DockerfileUse) {
    const key = keyOfUse(use);
    const earlier = dockerfile.takeEarlier();
    const before = earlier && earlier.changed !== allParts ? silences.get(earlier.dockerfile) : undefined;
    this.lasting = new Map(before?.use === key ? [...before.reads].filter(([, reads]) => (reads & earlier!.changed) === 0) : []);
    silences.set(dockerfile, { use: key, reads: this.reads });
  }

  /** Whether the rule need not be run, because it found nothing before the edit and looked at nothing that has changed. */
  has(rule: object): boolean {
    const reads = this.lasting.get(rule);
    if (reads === undefined) return false;
    this.reads.set(rule, reads);
    return true;
  }

  /** Says that a rule found nothing, and what it looked at. */
  add(rule: object, reads: number): void {
    this.reads.set(rule, reads);
  }
}
