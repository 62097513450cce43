import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { isKnown } from "../eval/resolved-bake.ts";
import { builtStages } from "./built-stages.ts";
import type { TargetLink } from "./links.ts";

/**
 * Stages that neither a build of these targets nor one of the targets `beside` them runs, in Dockerfiles of which all targets are
 * known and no variable picks the stages.
 */
export function neverBuiltStages(links: readonly TargetLink[], beside: readonly TargetLink[]): { readonly uri: string; readonly stage: Stage }[] {
  // Where a Dockerfile is not known, it may be any.
  if (links.some(({ target, dockerfileUri }) => dockerfileUri === undefined && target.dockerfileInline === undefined && !isKnown(target.dockerfile.value))) return [];
  const byDockerfile = new Map<string, TargetLink[]>();
  for (const link of links.filter(isBuild)) {
    const users = byDockerfile.get(link.dockerfile!.uri);
    if (users) users.push(link);
    else byDockerfile.set(link.dockerfile!.uri, [link]);
  }
  for (const link of beside.filter(isBuild)) byDockerfile.get(link.dockerfile!.uri)?.push(link);
  return [...byDockerfile].flatMap(([uri, users]) => {
    const { stages } = users[0]!.dockerfile!.dockerfile ?? { stages: [] };
    if (stages.length < 2 || users.some(({ stage, isStageMissing }) => stage === undefined || isStageMissing) || isPickedByVariable(stages, users)) return [];
    const built = new Set(users.flatMap(({ stage }) => [...builtStages(stage!)]));
    return stages.filter((stage) => !built.has(stage)).map((stage) => ({ uri, stage }));
  });
}

function isBuild({ target, dockerfile }: TargetLink): boolean {
  return dockerfile !== undefined && !target.name.startsWith("_");
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
