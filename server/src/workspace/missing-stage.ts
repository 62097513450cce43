import { closestName } from "../base/closest-name.ts";
import { nameOfUri } from "../base/uri.ts";
import type { Stage } from "../model/dockerfile/dockerfile.ts";
import type { Snapshot } from "./snapshot.ts";

/** The stage that a name which none has is nearest to. */
export function closestStage(stages: readonly Stage[], name: string): Stage | undefined {
  const close = closestName(name, namesOf(stages));
  return close === undefined ? undefined : stages.find((stage) => stage.name?.text === close);
}

/** What to say of a name that no stage of a Dockerfile has. */
export function missingStageMessage(dockerfile: Snapshot, name: string): string {
  const stages = dockerfile.dockerfile?.stages ?? [];
  const close = closestStage(stages, name)?.name?.text;
  const names = namesOf(stages);
  const known = close !== undefined ? ` Did you mean "${close}"?` : names.length > 0 ? ` It has ${names.join(", ")}.` : "";
  return `${nameOfUri(dockerfile.uri)} has no stage "${name}".${known}`;
}

function namesOf(stages: readonly Stage[]): string[] {
  return stages.flatMap((stage) => stage.name?.text ?? []);
}
