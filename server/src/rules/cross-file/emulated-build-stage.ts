import { emulatedStages } from "../../workspace/emulated-stages.ts";
import { type Fix, insertBefore, insertLinesBelow, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";
import type { EmulatedStage } from "../../workspace/emulated-stages.ts";

export default defineRule({
  name: "EmulatedBuildStage",
  aliases: [],
  language: "cross-file",
  category: "cache",
  severity: "hint",
  summary: "A target for several platforms compiles under emulation, though its compiler could build for all of them.",
  check: ({ links, report }) => {
    for (const found of emulatedStages(links)) {
      const { target, uri, image, compilation } = found;
      report({ uri, span: image.span }, `The target ${target} is built for several platforms, and this stage runs "${compilation}" under emulation for all but the builder's own; --platform=$BUILDPLATFORM would run it natively.`, fixOf(found));
    }
  },
});

/** What is the same on every platform needs the flag alone; Go has to be told what to build for, which it can without C. */
function fixOf({ uri, text, image, goBuilds, isPortable, stage }: EmulatedStage): Fix | undefined {
  const flag = { ...insertBefore(image, "--platform=$BUILDPLATFORM "), uri };
  if (isPortable) return suggestion("Build on $BUILDPLATFORM", flag);
  if (goBuilds.length === 0) return undefined;
  const declaration = { ...insertLinesBelow(text, stage.from.headSpan.end, ["ARG TARGETOS TARGETARCH"]), uri };
  return suggestion("Build on $BUILDPLATFORM for the target's platform", flag, declaration, ...goBuilds.map((span) => ({ ...insertBefore(span, "GOOS=$TARGETOS GOARCH=$TARGETARCH "), uri })));
}
