import { aptArchives, aptCacheMounts, hasDockerClean, keepsDownloads } from "../../../model/dockerfile/packages/apt-mounts.ts";
import { isMountedAt } from "../../../model/dockerfile/packages/package-caches.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { prependCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "CacheMountAptDockerClean",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "cache",
  severity: "hint",
  summary: "A cache mount for apt's packages stays empty, because the base image deletes them after each installation.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const mount = aptCacheMounts(step).find((each) => isMountedAt(each, aptArchives));
      const installs = step.packageCommands.some(({ family, action }) => family === "apt" && action === "install");
      if (mount === undefined || !installs || !hasDockerClean(step.stage) || keepsDownloads(step)) continue;
      const edit = prependCommand(step, "rm -f /etc/apt/apt.conf.d/docker-clean");
      report(mount, `The base image's docker-clean setting deletes packages from ${mount.target} as soon as they are installed, so this cache keeps none.`, edit && suggestion("Remove docker-clean first", edit));
    }
  },
});
