import { closestName } from "../../../base/closest-name.ts";
import { findMountOption, mountOptions } from "../../../data/mount-options.ts";
import { faultsOf, instructionAt } from "../../../model/dockerfile/faults.ts";
import { mountsOf } from "../../../model/dockerfile/files/mounts.ts";
import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { Span } from "../../../base/span.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const podmanOptions = /^(?:[zZU]|relabel|bind-propagation|(?:no)?tmpcopyup)(?:=|$)/;

export default defineRule({
  name: "UnknownMountOption",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "error",
  summary: "RUN --mount has an option that does not exist, that its type does not take, or with a value that it cannot have.",
  check: ({ dockerfile, report }) => {
    if (hasForeignFrontend(dockerfile)) return;
    for (const { span, message } of faultsOf(dockerfile, "invalid-mount")) {
      // Nobody who builds with Docker has such an option in the file for long.
      const isForPodman = podmanOptions.test(dockerfile.written(span));
      if (isForPodman) report.as("info")(span, `${message} Podman has it, Docker does not.`);
      else report(span, message, toClosest(dockerfile, span));
    }
  },
});

/** The option or value that is meant, where only the spelling is wrong. */
function toClosest(dockerfile: Dockerfile, span: Span): Fix | undefined {
  const run = instructionAt(dockerfile, span);
  const options = run?.kind === "RUN" ? mountsOf(dockerfile, run).flatMap((mount) => mount.options) : [];
  const option = options.find(({ keySpan, valueSpan }) => keySpan.start === span.start || valueSpan?.start === span.start);
  if (!option) return undefined;
  const info = findMountOption(option.key);
  const isKey = !info && option.keySpan.end === span.end;
  const candidates = isKey ? mountOptions.flatMap(({ name, aliases }) => [name, ...aliases]) : info?.kind === "enum" && option.valueSpan?.start === span.start ? info.values : [];
  const guess = closestName(dockerfile.written(span), candidates);
  return guess === undefined ? undefined : suggestion(`Change it to ${guess}`, replace(span, guess));
}
