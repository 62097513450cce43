import type { BakeRequest, BakeRun, Buildx } from "./buildx.ts";
import { runBuildx } from "./buildx.ts";
import type { OurRun } from "./ours.ts";
import { runOurs } from "./ours.ts";

export interface Comparison {
  readonly request: BakeRequest;
  readonly ours: OurRun;
  readonly theirs: BakeRun;
  /** Undefined when both agree. */
  readonly difference: string | undefined;
  readonly kind: "equal" | "output" | "status" | "line";
}

/** Runs one request through both. Go's map order makes buildx's choice among several errors random: any of our places will do. */
export function compareRuns(buildx: Buildx, request: BakeRequest): Comparison {
  const theirs = runBuildx(buildx, request);
  const ours = runOurs(request);
  const [kind, difference] = judge(ours, theirs);
  return { request, ours, theirs, kind, difference };
}

function judge(ours: OurRun, theirs: BakeRun): [Comparison["kind"], string | undefined] {
  // A crash is nothing to imitate: any answer will do.
  if (theirs.isCrash) return ["equal", undefined];
  if (ours.status !== theirs.status) return ["status", `ours exits ${ours.status} (${ours.error}), buildx ${theirs.status} (${theirs.error})`];
  if (theirs.status === 0) return sortRandomOrders(ours.stdout) === sortRandomOrders(theirs.stdout) ? ["equal", undefined] : ["output", firstDifference(ours.stdout, theirs.stdout)];
  const { place } = theirs;
  const sameFault = ours.details.some((detail) => detail !== "" && theirs.error.includes(detail));
  // Which member of a ring is met first is random as well.
  const sameRing = / cycle not allowed for /.test(theirs.error) && / cycle not allowed for /.test(ours.error);
  const same = sameRing || (place === undefined ? ours.places.length === 0 : ours.places.some((each) => each.file === place.file && each.line === place.line) || sameFault);
  return same ? ["equal", undefined] : ["line", `ours at ${JSON.stringify(ours.places[0])} (${ours.error}), buildx: ${theirs.error}`];
}

function sortRandomOrders(output: string): string {
  return sortUlimits(sortMatrixGroups(output));
}

/** Limits of Compose files come in random order too. */
function sortUlimits(output: string): string {
  return output.replace(/"ulimits": \[\n([^\]]*)\n( *)\]/g, (whole, limits: string) => whole.replace(limits, limits.split(",\n").sort().join(",\n")));
}

/** The members of a group that a matrix makes come in random order from buildx. */
function sortMatrixGroups(output: string): string {
  const parsed = JSON.parse(output) as { group?: Record<string, { targets: string[] | null }> };
  if (!Object.values(parsed.group ?? {}).some((group) => (group.targets?.length ?? 0) > 3)) return output;
  return output.replace(/"targets": \[\n([^\]]*)\n( *)\]/g, (whole, members: string) => whole.replace(members, members.split(",\n").sort().join(",\n")));
}

function firstDifference(ours: string, theirs: string): string {
  const left = ours.split("\n");
  const right = theirs.split("\n");
  const at = left.findIndex((line, index) => line !== right[index]);
  const from = Math.max(0, at < 0 ? left.length : at);
  return `line ${from + 1}\n  ours   ${left.slice(from, from + 3).join("\n         ")}\n  buildx ${right.slice(from, from + 3).join("\n         ")}`;
}
