import { exposedPorts } from "../../../model/dockerfile/dockerfile.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InstallSshServer",
  aliases: [],
  language: "dockerfile",
  mentions: ["dropbear", "openssh", "telnet", "telnetd", "tigervnc", "tightvncserver", "vnc", "xrdp"],
  category: "security",
  severity: "warning",
  summary: "A shipped stage installs a server for remote logins.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const { stage, packageCommands } of packageSteps(dockerfile)) {
      if (!shipped.has(stage)) continue;
      for (const { action, packages } of packageCommands) {
        const server = action === "install" ? packages.find(({ name }) => /^(?:openssh-server|dropbear|telnetd|inetutils-telnetd|telnet-server|x11vnc|tigervnc-.*server|tightvncserver|xrdp)$/.test(name)) : undefined;
        // Who exposes its port wants it; that the port is open is said there.
        if (server) (exposedPorts(stage).some((port) => /^22(?:\/tcp)?$/.test(port)) ? report.as("hint") : report)(server, `"${server.name}" lets people log in from afar; a running container is entered with "docker exec".`);
      }
    }
  },
});
