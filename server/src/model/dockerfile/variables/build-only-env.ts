import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { layerUse } from "../stages/shipped-layers.ts";
import type { DockerfileUse } from "../use.ts";
import { scopeAtEnd } from "./scope.ts";

/** An ENV of a shipped image with a setting that only matters while it is built. */
export interface BuildOnlyEnv {
  readonly stage: Stage;
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
}

/** The front ends that debconf asks with, which is what it does anyway. */
const interactive = /^["']?(?:dialog|readline|newt)["']?$/i;

const buildOnly = /^(?:DEBIAN_FRONTEND|DEBIAN_PRIORITY|DEBCONF_NONINTERACTIVE_SEEN|DEBCONF_NOWARNINGS|APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE|APT_LISTCHANGES_FRONTEND|UCF_FORCE_CONF\w+)$/;

export function buildOnlyEnv(dockerfile: Dockerfile, use: DockerfileUse): BuildOnlyEnv[] {
  const { shipped } = layerUse(dockerfile, use);
  return dockerfile.stages.flatMap((stage) => (shipped.has(stage) ? stage.instructions : []).flatMap((instruction) => {
    if (instruction.kind !== "ENV") return [];
    const atEnd = scopeAtEnd(stage);
    const kept = keptBySudo(stage);
    // A later ENV may put the usual value back.
    return instruction.pairs.flatMap((pair) => (buildOnly.test(pair.key.text) && !kept.includes(pair.key.text) && pair.value?.text && !interactive.test(pair.value.text) && atEnd.find(pair.key.text)?.pair === pair ? [{ stage, instruction, pair }] : []));
  }));
}

/** What steps write about `env_keep` of sudo: the variables that people who install packages in the container are to have. */
function keptBySudo(stage: Stage): string {
  const { text } = stage.dockerfile;
  const lines = stage.instructions.flatMap((instruction) => (instruction.kind === "RUN" ? text.slice(instruction.span.start, instruction.span.end).split("\n") : []));
  return lines.filter((line) => line.includes("env_keep")).join("\n");
}
