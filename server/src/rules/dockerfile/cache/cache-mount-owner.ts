import { isMountedAt } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isRootUser, plainUser, userAt } from "../../../model/dockerfile/users/users.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CacheMountOwner",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "warning",
  summary: "A step of another user than root has a cache mount that only root may write.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      if (step.isOnbuild || step.packageCommands.some(({ invocation }) => invocation.wrappers.length > 0)) continue;
      const user = plainUser(userAt(step.stage, step.run) ?? "root");
      if (isRootUser(user) || user.includes("$")) continue;
      for (const mount of step.mounts) {
        const isWritable = mount.options.some(({ key, value }) => /^(?:uid|gid|mode|from)$/i.test(key) || value?.includes("$"));
        const isUsed = step.packageCommands.some(({ data }) => data.caches.some((folder) => isMountedAt(mount, folder)));
        if (mount.type !== "cache" || mount.target === undefined || isWritable || !isUsed) continue;
        const id = /^(\d+)(?::(\d+))?$/.exec(user);
        const fix = id === null ? undefined : suggestion(`Give the mount to ${user}`, insertAfter(mount.flag.value!, `,uid=${id[1]},gid=${id[2] ?? "0"}`));
        report(mount, `This step runs as ${user}, and the cache at ${mount.target} belongs to root; add uid and gid.`, fix);
      }
    }
  },
});
