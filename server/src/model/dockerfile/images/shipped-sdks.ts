import { type SdkImage, sdkImages } from "../../../data/sdk-images.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Dockerfile, rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { startWords } from "../containers/command-words.ts";
import { fileName } from "../files/copy-paths.ts";
import { roleOf, startProcess } from "../role.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import type { DockerfileUse } from "../use.ts";

/** A shipped stage that starts from a compiler's image and compiles its program itself. */
export interface ShippedSdk {
  readonly stage: Stage;
  /** The image's name. */
  readonly image: string;
  readonly sdk: SdkImage;
  readonly compilation: Invocation;
}

export function shippedSdks(dockerfile: Dockerfile, use: DockerfileUse): ShippedSdk[] {
  return dockerfile.stages.flatMap((stage) => {
    const found = sdkOf(stage);
    const role = roleOf(stage, use);
    if (!found || (role !== "service" && role !== "job") || compilesAtRunTime(stage)) return [];
    const compilation = compilationIn(stage, found.sdk);
    return compilation ? [{ stage, ...found, compilation }] : [];
  });
}

/** Whether containers start a build tool, or something that builds again when a file changes, as developers want it. */
function compilesAtRunTime(stage: Stage): boolean {
  const [program, next] = startWords(stage);
  const name = fileName(program ?? "");
  const builders = /^(?:go|cargo|mvn|mvnw|gradle|gradlew|air|reflex|fresh|sbt|bazel|make|swift)$/;
  return builders.test(name) || builders.test(startProcess(stage)?.name ?? "") || (name === "dotnet" && /^(?:run|watch|test)$/.test(next ?? ""));
}

/** The compiler's image at the end of a stage's chain. */
export function sdkOf(stage: Stage): { readonly image: string; readonly sdk: SdkImage } | undefined {
  const base = rootBase(stage);
  if (base.kind !== "image") return undefined;
  const image = base.ref.repository.toLowerCase().replace(/^library\//, "");
  return Object.hasOwn(sdkImages, image) && !/(?:^|-)(?:slim|jre|runtime)(?:$|-)/.test(image === "swift" ? (base.ref.tag ?? "") : "") ? { image, sdk: sdkImages[image]! } : undefined;
}

/** The first call in the stage's chain that compiles; in such an image `make` does. */
export function compilationIn(stage: Stage, { program, words }: SdkImage): Invocation | undefined {
  for (const link of stageChain(stage)) {
    for (const { script } of stepsOf(link)) {
      const found = script.invocations.find((invocation) => invocation.name === "make" || (program.test(invocation.name) && (!words || invocation.arguments.some((word) => words.test(word.unquoted)))));
      if (found) return found;
    }
  }
  return undefined;
}
