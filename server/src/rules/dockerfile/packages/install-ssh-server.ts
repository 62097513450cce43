import { needsRemoteAccess } from "../../../model/dockerfile/containers/remote-access.ts";
import { exposedPorts } from "../../../model/dockerfile/dockerfile.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "InstallSshServer",
  aliases: [],
  language: "dockerfile",
  mentions: ["dropbear", "openssh", "telnet", "telnetd", "tigervnc", "tightvncserver", "vnc", "xrdp"],
  category: "security",
  severity: "info",
  summary: "A shipped stage installs a server for remote logins.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const { stage } = step;
      if (!shipped.has(stage) || needsRemoteAccess(stage)) continue;
      for (const { action, packages, invocation } of step.packageCommands) {
        const server = action === "install" ? packages.find(({ name }) => /^(?:openssh-server|dropbear|telnetd|inetutils-telnetd|telnet-server|x11vnc|tigervnc-.*server|tightvncserver|xrdp)$/.test(name)) : undefined;
        if (!server) continue;
        const edits = packages.length > 1 ? removeWords(step, invocation, [server.word]) : undefined;
        // Who exposes its port wants it; that the port is open is said there.
        (exposedPorts(stage).some((port) => /^22(?:\/tcp)?$/.test(port)) ? report.as("hint") : report)(server, `"${server.name}" lets people log in from afar; a running container is entered with "docker exec".`, edits && suggestion(`Leave ${server.name} out`, ...edits));
      }
    }
  },
});
