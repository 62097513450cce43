import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { chainsOf } from "../../../model/dockerfile/dockerfile.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeWords } from "../../shell-edits.ts";

const tools = /^(?:vim(?:-(?:tiny|nox|minimal|enhanced))?|neovim|nano|emacs(?:-nox)?|strace|ltrace|gdb|tcpdump|iotop|iftop|htop|nmap|tmux|screen|mc|tshark|valgrind)$/;

export default defineRule({
  name: "DebugToolsInFinal",
  aliases: [],
  language: "dockerfile",
  mentions: ["emacs", "gdb", "htop", "iftop", "iotop", "ltrace", "mc", "nano", "neovim", "nmap", "screen", "strace", "tcpdump", "tmux", "tshark", "valgrind", "vim"],
  category: "size",
  severity: "hint",
  summary: "A service's image holds editors or tools for debugging.",
  check: ({ dockerfile, use, report }) => {
    const stages = chainsOf(dockerfile.stages.filter((stage) => /^(?:service|job)$/.test(roleOf(stage, use))));
    for (const step of packageSteps(dockerfile)) {
      if (!stages.has(step.stage)) continue;
      for (const { action, packages, family, invocation } of step.packageCommands) {
        if (action !== "install" || !/^(?:apt|apk|rpm|zypper)$/.test(family)) continue;
        for (const { name, word } of packages.filter(({ name }) => tools.test(name))) {
          const edits = packages.length > 1 ? removeWords(step, invocation, [word]) : undefined;
          report(word, `"${name}" is for people who look into a container; the service does not need it.`, edits && suggestion(`Leave ${name} out`, ...edits));
        }
      }
    }
  },
});
