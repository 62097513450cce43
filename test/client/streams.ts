import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyStatus, emptyBuildState } from "../../client/src/core/build-state.ts";
import type { BuildState } from "../../client/src/core/build-state.ts";
import { emptyBuildLog, logStatus } from "../../client/src/core/build-log.ts";
import { parseStatusLine } from "../../client/src/core/solve-status.ts";
import type { SolveStatus } from "../../client/src/core/solve-status.ts";

/** A stream that `record-streams.ts` recorded from a real buildx. */
export function readStream(name: string): string {
  return readFileSync(join(import.meta.dirname, "streams", name), "utf8");
}

export interface Replayed {
  readonly state: BuildState;
  /** The lines that are not progress. */
  readonly text: string;
  /** What the terminal shows, colors included. */
  readonly terminal: string;
  readonly statuses: readonly SolveStatus[];
}

export function replay(name: string, hasTargets: boolean): Replayed {
  const statuses: SolveStatus[] = [];
  const text: string[] = [];
  let state = emptyBuildState(hasTargets);
  let log = emptyBuildLog;
  let terminal = "";
  for (const line of readStream(name).trimEnd().split("\n")) {
    const status = parseStatusLine(line);
    if (!status) {
      text.push(line);
      continue;
    }
    statuses.push(status);
    state = applyStatus(state, status);
    const progress = logStatus(log, state, status);
    log = progress.log;
    terminal += progress.text;
  }
  return { state, text: text.join("\n"), terminal, statuses };
}
