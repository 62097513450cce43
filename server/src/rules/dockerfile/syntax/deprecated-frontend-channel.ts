import { featureUses } from "../../../model/dockerfile/images/frontend-features.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DeprecatedFrontendChannel",
  aliases: [],
  language: "dockerfile",
  mentions: ["experimental", "labs"],
  category: "reproducibility",
  severity: "info",
  tags: ["deprecated"],
  summary: "The syntax directive names an experimental frontend, for features that are stable by now.",
  check: ({ dockerfile, report }) => {
    const frontend = frontendOf(dockerfile);
    if (!frontend?.isDocker || frontend.ref.digest !== undefined) return;
    const { tag } = frontend.ref;
    const channel = /(?:^|-)(experimental|labs)$/.exec(tag ?? "")?.[1];
    // What was last to become stable may have been used before it was.
    const needsLabs = channel === "labs" && featureUses(dockerfile).some(({ since }) => since[1] >= 17);
    if (tag === undefined || channel === undefined || needsLabs) return;
    const { start, end } = frontend.directive.valueSpan;
    const from = start + dockerfile.text.slice(start, end).indexOf(`:${tag}`) + 1;
    const message = channel === "experimental"
      ? `The channel "${tag}" is no longer maintained; all that it had is part of docker/dockerfile:1.`
      : `Nothing in this file needs the channel "${tag}": all that it uses is part of docker/dockerfile:1.`;
    const isUpstream = frontend.ref.repository.endsWith("-upstream");
    report({ start: from, end: from + tag.length }, message, isUpstream ? undefined : suggestion("Use the stable channel", replace({ start: from, end: from + tag.length }, "1")));
  },
});
