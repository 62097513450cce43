import { zonelessTimeZones } from "../../../model/dockerfile/packages/time-zones.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const installs = {
  alpine: "RUN apk add --no-cache tzdata",
  ubuntu: "RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*",
} as const;

export default defineRule({
  name: "TzdataMissing",
  aliases: [],
  language: "dockerfile",
  mentions: ["tz"],
  category: "correctness",
  severity: "hint",
  summary: "TZ names a time zone that the image has no data for, so UTC is used.",
  check: ({ dockerfile, report }) => {
    for (const { pair, instruction, value, image } of zonelessTimeZones(dockerfile)) {
      const stage = dockerfile.stageOf(instruction);
      const fix = stage && isWindowsStage(stage) ? undefined : suggestion("Install tzdata", insertLinesAbove(dockerfile.text, instruction.span.start, [installs[image]]));
      report({ start: pair.key.span.start, end: pair.value!.span.end }, `The ${image} image has no time zones, so "${value}" is taken for UTC; install tzdata.`, fix);
    }
  },
});
