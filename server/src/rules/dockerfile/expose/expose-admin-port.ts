import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { defineRule } from "../../rule.ts";

const services: Readonly<Record<string, string>> = { "22": "SSH", "23": "Telnet", "3389": "remote desktops", "5800": "VNC", "5900": "VNC" };

export default defineRule({
  name: "ExposeAdminPort",
  aliases: ["trivy:DS-0004"],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "EXPOSE opens a port for remote administration.",
  options: {
    ports: { schema: { type: "array", items: { type: "integer" } }, default: [22, 23, 3389, 5800, 5900], description: "The ports that are reported." },
  },
  check: ({ dockerfile, options, report }) => {
    const ports = new Set((options["ports"] as readonly number[]).map(String));
    for (const stage of dockerfile.stages) {
      for (const { step, word, port, protocol } of portsOf(stage)) {
        if (!ports.has(port) || protocol.toLowerCase() !== "tcp" || dockerfile.stageOf(step.instruction) !== stage) continue;
        const service = services[port];
        report(word, `Port ${port} is for ${service ?? "remote administration"}, which a container does not need.`);
      }
    }
  },
});
