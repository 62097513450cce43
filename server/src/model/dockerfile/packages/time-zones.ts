import type { KeyValue, PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, ownOfKind, rootBase, type Stage } from "../dockerfile.ts";
import { isOfficialImage, shortRepository } from "../images/image-reference.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { withKin } from "../stages/lineage.ts";

/** A TZ in an image without the data of time zones. */
export interface ZonelessTimeZone {
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
  readonly value: string;
  readonly image: "alpine" | "ubuntu";
}

export function zonelessTimeZones(dockerfile: Dockerfile): ZonelessTimeZone[] {
  const supplied = withKin(dockerfile, bringsZones);
  return dockerfile.stages.flatMap((stage) => {
    const image = supplied.has(stage) ? undefined : plainImage(stage);
    if (!image) return [];
    return ownOfKind(stage, "ENV").flatMap((instruction) =>
      instruction.pairs.flatMap((pair): ZonelessTimeZone[] => {
        const value = pair.key.text === "TZ" ? pair.value?.text.replace(/^(["'])(.*)\1$/s, "$2") : undefined;
        return value !== undefined && /^:?[A-Z][A-Za-z]+\/[A-Z]\w+/.test(value) && !/^Etc\//.test(value) ? [{ instruction, pair, value, image }] : [];
      }));
  });
}

function plainImage(stage: Stage): "alpine" | "ubuntu" | undefined {
  const base = rootBase(stage);
  const name = base.kind === "image" && isOfficialImage(base.ref) ? shortRepository(base.ref) : "";
  return name === "alpine" || name === "ubuntu" ? name : undefined;
}

/** Packages that bring the zones or depend on them, or that nobody knows; scripts and copied trees may as well. */
function bringsZones(stage: Stage): boolean {
  const isInstalled = stepsOf(stage).some(({ packageCommands, script }) =>
    packageCommands.some(({ packages, family, action }) => ((family === "apt" || family === "apk") && action === "install" && packages.length === 0) || packages.some(({ name, kind }) => kind === "dynamic" || /^(?:tzdata|openjdk|default-j|postgresql|php|python3-tz|icu-data|software-properties)/.test(name)))
    || script.invocations.some(({ name }) => /\.(?:sh|bash)$/.test(name)));
  return isInstalled || [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].some(({ sources, destination }) =>
    [...sources, ...(destination ? [destination] : [])].some(({ text }) => /zoneinfo|localtime/.test(text) || text === "/"));
}
