import type { ProtocolLocation } from "./position.ts";

/** Request without parameters: every set of bake files in the workspace that one `docker buildx bake` would load. */
export const bakeSetsRequest = "bakewell/bakeSets";

export interface BakeSetsResult {
  readonly sets: readonly BakeSetItem[];
}

export interface BakeSetItem {
  /** Stable within a session: pass it back in other requests. */
  readonly id: string;
  /** For people: the path of the main file relative to its workspace folder. */
  readonly label: string;
  /** The folder in which bake is to be run. */
  readonly folderUri: string;
  /** The files in the order of evaluation. */
  readonly files: readonly string[];
  /** Whether a plain `docker buildx bake` in the folder loads exactly these files, so that no `-f` is needed. */
  readonly isDefaultLookup: boolean;
  /** Variables out of the env files of the settings, to be given to builds; left out when there are none. */
  readonly envFileValues?: Readonly<Record<string, string>>;
  readonly groups: readonly BakeGroupItem[];
  readonly targets: readonly BakeTargetItem[];
  /** Why (a part of) the set cannot be evaluated. */
  readonly problems: readonly BakeProblem[];
}

export interface BakeGroupItem {
  readonly name: string;
  readonly description: string | undefined;
  readonly targets: readonly string[];
  readonly location: ProtocolLocation | undefined;
}

export interface BakeTargetItem {
  readonly name: string;
  readonly description: string | undefined;
  /** Names that start with `_` are there to be inherited. */
  readonly isAbstract: boolean;
  readonly inherits: readonly string[];
  readonly dockerfileUri: string | undefined;
  readonly stage: string | undefined;
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  readonly location: ProtocolLocation | undefined;
}

export interface BakeProblem {
  readonly message: string;
  readonly location: ProtocolLocation | undefined;
}

/** Request: what a build of these targets would do and need. */
export const bakePlanRequest = "bakewell/bakePlan";

export interface BakePlanParams {
  readonly set: string;
  /** Groups and targets; empty means `default`. */
  readonly targets: readonly string[];
}

export interface BakePlanResult {
  readonly set: BakeSetItem;
  /** Resolved targets, those linked by `target:` contexts included. */
  readonly targets: readonly PlannedTarget[];
  /** What buildx would ask permission for (rawjson progress skips its question). */
  readonly entitlements: readonly EntitlementNeed[];
  /** Why it cannot be planned: unknown target, faulty file. */
  readonly problems: readonly BakeProblem[];
}

export interface PlannedTarget {
  readonly name: string;
  /** Whether it was asked for (by itself or through a group), not only linked. */
  readonly isRequested: boolean;
  readonly contextUri: string | undefined;
  readonly dockerfileUri: string | undefined;
  readonly stage: string | undefined;
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  /** Entries of `output`, as `key=value,…` strings. */
  readonly outputs: readonly string[];
  /** Whether the built stage (or its chain in the file) defines a HEALTHCHECK that is not NONE. */
  readonly hasHealthcheck: boolean;
  /** Ports that the built stage exposes, such as `8000/tcp`. */
  readonly exposedPorts: readonly string[];
}

export interface EntitlementNeed {
  /** The argument for `--allow`, such as `network.host` or `fs.read=../shared`. */
  readonly allow: string;
  /** One sentence for the user that names the target and the reason. */
  readonly reason: string;
  readonly location: ProtocolLocation | undefined;
}
