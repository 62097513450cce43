import { memoize } from "../base/memoize.ts";
import type { Span } from "../base/span.ts";
import { canonicalPlatform } from "../data/platforms.ts";
import { isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import { compilationIn, sdkOf } from "../model/dockerfile/images/shipped-sdks.ts";
import { type Stage, stageChain } from "../model/dockerfile/dockerfile.ts";
import { stepsOf } from "../model/dockerfile/scripts/run-steps.ts";
import { platformFlag } from "../model/dockerfile/stages/build-platform.ts";
import type { Word } from "../syntax/dockerfile/tree.ts";
import { builtStages } from "./built-stages.ts";
import type { TargetLink } from "./links.ts";

/** A stage that compiles, on each of several platforms, what it could compile on the builder's own for all of them. */
export interface EmulatedStage {
  /** The target's name. */
  readonly target: string;
  readonly uri: string;
  readonly text: string;
  readonly stage: Stage;
  readonly image: Word;
  /** The first words of the command. */
  readonly compilation: string;
  /** Whether the result runs on any platform, as Java's does. */
  readonly isPortable: boolean;
  /** The calls of `go build` that need to be told the platform; empty when more than that is needed. */
  readonly goBuilds: readonly Span[];
}

const crossCompilers = /^(?:golang|maven|gradle|dotnet\/sdk)$/;

/** Each stage once, with the first target that needs it. */
export function emulatedStages(links: readonly TargetLink[]): EmulatedStage[] {
  const seen = new Set<Stage>();
  const built = new Set<Stage>();
  return links.flatMap(({ target, dockerfile, dockerfileUri, stage }) => {
    if (!dockerfile || dockerfileUri === undefined || !stage || built.has(stage) || !isForSeveralPlatforms(target)) return [];
    built.add(stage);
    const shipped = new Set(stageChain(stage));
    return [...builtStages(stage)].sort((a, b) => a.index - b.index).flatMap((needed): EmulatedStage[] => {
      const found = shipped.has(needed) || seen.has(needed) ? undefined : emulated(needed);
      if (!found) return [];
      seen.add(needed);
      return [{ ...found, target: target.name, uri: dockerfile.uri, text: dockerfile.text }];
    });
  });
}

const isForSeveralPlatforms = memoize(({ platforms }: ResolvedTarget) => new Set(platforms.flatMap(({ value }) => (isKnown(value) ? [canonicalPlatform(value)] : []))).size > 1);

function emulated(stage: Stage): Omit<EmulatedStage, "target" | "uri" | "text"> | undefined {
  const sdk = sdkOf(stage);
  const { image } = stage.from;
  if (!sdk || !image || stage.base.kind !== "image" || !crossCompilers.test(sdk.image) || platformFlag(stage.from.flags)) return undefined;
  const compilation = compilationIn(stage, sdk.sdk);
  if (!compilation) return undefined;
  const { text } = stage.dockerfile;
  return {
    stage, image,
    compilation: text.slice(compilation.span.start, compilation.span.end).split(/\s+/).slice(0, 2).join(" "),
    isPortable: sdk.image === "maven" || sdk.image === "gradle",
    goBuilds: sdk.image === "golang" ? goBuildsIn(stage) : [],
  };
}

/** Programs with C in them need a cross compiler besides; those without say so. */
function goBuildsIn(stage: Stage): Span[] {
  const text = stage.dockerfile.text.slice(stage.span.start, stage.span.end);
  if (!/\bCGO_ENABLED=["']?0/.test(text) || /\bGO(?:ARCH|OS)\b|TARGETARCH|TARGETOS/.test(text)) return [];
  const calls = stepsOf(stage).flatMap(({ script }) => script.invocations).filter(({ name, arguments: [verb], command, outer }) => name === "go" && verb?.unquoted === "build" && command?.name && !outer);
  return calls.map(({ command }) => command!.span);
}
