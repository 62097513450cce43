import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import { builtStages } from "./built-stages.ts";
import type { TargetLink } from "./links.ts";

/** Stages that no build of these targets runs, in Dockerfiles of which all targets are known and no variable picks the stages. */
export function neverBuiltStages(links: readonly TargetLink[]): { readonly uri: string; readonly stage: Stage }[] {
  const byDockerfile = new Map<string, TargetLink[]>();
  for (const link of links) {
    // Where a Dockerfile is not known, it may be any.
    if (link.dockerfileUri === undefined && link.target.dockerfileInline === undefined && !isKnown(link.target.dockerfile.value)) return [];
    if (link.dockerfile && !link.target.name.startsWith("_")) byDockerfile.set(link.dockerfile.uri, [...byDockerfile.get(link.dockerfile.uri) ?? [], link]);
  }
  return [...byDockerfile].flatMap(([uri, users]) => {
    const { stages } = users[0]!.dockerfile!.dockerfile ?? { stages: [] };
    if (stages.length < 2 || users.some(({ stage }) => stage === undefined) || isPickedByVariable(stages, users)) return [];
    const built = new Set(users.flatMap(({ stage }) => [...builtStages(stage!)]));
    return stages.filter((stage) => !built.has(stage)).map((stage) => ({ uri, stage }));
  });
}

/** `FROM builder-${TYPE}`, or an argument with the name of a stage. */
function isPickedByVariable(stages: readonly Stage[], users: readonly TargetLink[]): boolean {
  const names = new Set(stages.flatMap((stage) => stage.name?.text.toLowerCase() ?? []));
  const args = users.flatMap(({ target }) => [...target.args.values()].map(({ value }) => (isKnown(value) ? value.toLowerCase() : undefined)));
  if (args.some((value) => value === undefined || names.has(value))) return true;
  return stages.some((stage) => {
    const text = stage.from.image?.text ?? "";
    if (text.includes("$") && (stage.base.kind !== "image" || [...names].some((name) => name.startsWith(text.slice(0, text.indexOf("$")).toLowerCase()) && text.indexOf("$") > 0))) return true;
    return stage.instructions.some((instruction) => instruction.flags.some((flag) => (flag.name === "from" || flag.name === "mount") && /from=[^,]*\$|^[^=]*\$/.test(flag.value?.text ?? "")));
  });
}
