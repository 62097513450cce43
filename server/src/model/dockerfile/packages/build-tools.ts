import type { PackageArgument } from "../../shell/package-arguments.ts";
import { chainsOf, type Dockerfile, type Stage } from "../dockerfile.ts";
import { shippedSdks } from "../images/shipped-sdks.ts";
import { roleOf, type StageRole } from "../role.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import type { DockerfileUse } from "../use.ts";

/** Compilers and build systems that a shipped stage installs and keeps. */
export interface ShippedBuildTools {
  readonly step: RunStep;
  readonly packages: readonly PackageArgument[];
  /** Whether a service ships them; what another program does with a compiler is not known. */
  readonly isOfService: boolean;
}

const tools = /^(?:build-essential|build-base|alpine-sdk|base-devel|(?:gcc|g\+\+|clang)(?:-?\d+)?|gcc-c\+\+|gfortran|make|cmake|automake|autoconf|ninja(?:-build)?|meson|bison|flex|rustc?|cargo|golang(?:-go|-\d.*)?|go|maven|gradle|(?:default|openjdk-?\d+)-jdk(?:-headless)?|java-[\w.]+-openjdk-devel)$/;
const systemManagers = new Set(["apt", "apk", "rpm", "zypper", "pacman"]);

/** One entry for each step of shipped services and jobs. Left out are a step that removes packages again, and a stage that ships a compiler as its base already. */
export function shippedBuildTools(dockerfile: Dockerfile, use: DockerfileUse): ShippedBuildTools[] {
  const onSdks = new Set(shippedSdks(dockerfile, use).map(({ stage }) => stage));
  const chainsWith = (role: StageRole): Set<Stage> => chainsOf(dockerfile.stages.filter((stage) => roleOf(stage, use) === role && !onSdks.has(stage)));
  const services = chainsWith("service");
  return [...new Set([...services, ...chainsWith("job")])].sort((a, b) => a.index - b.index).flatMap((stage) => stepsOf(stage).flatMap((step) => {
    if (step.isOnbuild || step.packageCommands.some(({ action }) => action === "remove")) return [];
    const packages = step.packageCommands.flatMap(({ action, family, packages: all }) => (action === "install" && systemManagers.has(family) ? all.filter(({ name }) => tools.test(name)) : []));
    return packages.length > 0 ? [{ step, packages, isOfService: services.has(stage) }] : [];
  }));
}
