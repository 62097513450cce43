import type { ProtocolRange } from "./position.ts";

/** Request: the stages of one Dockerfile. The answer is null when the document is no Dockerfile. */
export const stagesRequest = "bakewell/stages";

export interface StagesParams {
  readonly uri: string;
}

export interface StagesResult {
  readonly uri: string;
  readonly stages: readonly StageItem[];
}

export interface StageItem {
  readonly index: number;
  /** The name as written; undefined for an unnamed stage. */
  readonly name: string | undefined;
  /** The image or stage behind FROM, as written. */
  readonly base: string;
  /** The index of the stage that FROM names. */
  readonly parent: number | undefined;
  /** Stages and images that COPY --from or a mount reads, in order of appearance. */
  readonly reads: readonly StageRead[];
  /** Bake targets that build this stage. */
  readonly builtBy: readonly StageTarget[];
  /** What the stage is for, as the severities see it. */
  readonly role: StageRole;
  readonly problems: ProblemCounts;
  /** The whole stage. */
  readonly range: ProtocolRange;
  /** Its FROM line. */
  readonly selectionRange: ProtocolRange;
}

export type StageRole = "service" | "shipped" | "base" | "job" | "builder";

export interface StageRead {
  /** The index of the stage read; undefined when it is an image or a named context. */
  readonly stage: number | undefined;
  /** As written. */
  readonly source: string;
  readonly range: ProtocolRange;
}

export interface StageTarget {
  readonly set: string;
  readonly target: string;
}

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly hints: number;
}
