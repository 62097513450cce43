/** The state of a container as `docker container inspect` prints it. */
export interface ContainerState {
  readonly Status: string;
  readonly ExitCode: number;
  readonly OOMKilled?: boolean;
  readonly Error?: string;
  readonly Health?: {
    readonly Status: string;
    readonly FailingStreak?: number;
    readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null;
  } | null;
}

export type Health =
  | { readonly kind: "starting" }
  | { readonly kind: "healthy" }
  | { readonly kind: "unhealthy"; readonly reason: string }
  | { readonly kind: "exited"; readonly reason: string };

export function parseContainerState(json: string): ContainerState | undefined {
  try {
    const state = JSON.parse(json) as ContainerState;
    return typeof state?.Status === "string" ? state : undefined;
  } catch {
    return undefined;
  }
}

/** What the state says about the health check. A container that has ended is no service any more, even with exit code 0. */
export function judgeHealth(state: ContainerState): Health {
  if (state.Status === "exited" || state.Status === "dead") {
    const why = state.OOMKilled ? "it ran out of memory" : state.Error ? state.Error : `exit code ${state.ExitCode}`;
    return { kind: "exited", reason: `The container ended before it was healthy: ${why}.` };
  }
  const status = state.Health?.Status;
  if (status === "healthy") return { kind: "healthy" };
  if (status !== "unhealthy") return { kind: "starting" };
  const last = state.Health?.Log?.at(-1);
  const output = last?.Output.trim();
  const code = last ? ` with exit code ${last.ExitCode}` : "";
  return { kind: "unhealthy", reason: `The health check failed${code}${output ? `: ${output}` : "."}` };
}

/** How the health check of one target's image ended. */
export interface HealthResult {
  readonly target: string;
  readonly outcome: "healthy" | "unhealthy" | "exited" | "timeout" | "not-started" | "no-healthcheck" | "no-image" | "canceled";
  /** One sentence for people; empty when healthy. */
  readonly reason: string;
  /** The end of the container's log, for failures. */
  readonly log: string;
  readonly milliseconds: number;
}

export function isHealthFailure(result: HealthResult): boolean {
  return ["unhealthy", "exited", "timeout", "not-started", "no-image"].includes(result.outcome);
}

/** One line over all results, such as `2 healthy, 1 failed (worker), 1 without a HEALTHCHECK (flower)`. */
export function summarizeHealth(results: readonly HealthResult[]): string {
  const names = (chosen: readonly HealthResult[]): string => `(${chosen.map((result) => result.target).join(", ")})`;
  const healthy = results.filter((result) => result.outcome === "healthy");
  const failed = results.filter(isHealthFailure);
  const without = results.filter((result) => result.outcome === "no-healthcheck");
  const canceled = results.filter((result) => result.outcome === "canceled");
  const parts = [
    healthy.length > 0 ? `${healthy.length} healthy` : "",
    failed.length > 0 ? `${failed.length} failed ${names(failed)}` : "",
    without.length > 0 ? `${without.length} without a HEALTHCHECK ${names(without)}` : "",
    canceled.length > 0 ? `${canceled.length} canceled ${names(canceled)}` : "",
  ];
  return parts.filter((part) => part !== "").join(", ") || "nothing to test";
}
