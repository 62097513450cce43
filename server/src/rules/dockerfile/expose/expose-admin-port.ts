import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { isForRemoteAccess } from "../../../model/dockerfile/containers/remote-access.ts";
import { argumentRemovals } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const services: Readonly<Record<string, string>> = { "22": "SSH", "23": "Telnet", "3389": "remote desktops", "5800": "VNC", "5900": "VNC" };

export default defineRule({
  name: "ExposeAdminPort",
  aliases: ["trivy:DS-0004"],
  language: "dockerfile",
  mentions: ["expose"],
  category: "security",
  severity: "warning",
  summary: "EXPOSE opens a port for remote administration.",
  options: {
    ports: { schema: { type: "array", items: { type: "integer" } }, default: [22, 23, 3389, 5800, 5900], description: "The ports that are reported." },
  },
  check: ({ dockerfile, options, report }) => {
    const ports = new Set((options["ports"] as readonly number[]).map(String));
    const found = dockerfile.stages.flatMap((stage) =>
      portsOf(stage).filter(({ step, port, protocol }) => ports.has(port) && !isForRemoteAccess(stage, port) && protocol.toLowerCase() === "tcp" && dockerfile.stageOf(step.instruction) === stage));
    const removals = argumentRemovals(dockerfile, found.flatMap(({ step: { instruction }, word }) => (instruction.kind === "EXPOSE" ? [{ instruction, all: instruction.words, argument: word }] : [])));
    for (const { word, port } of found) {
      const edit = removals.get(word);
      report(word, `Port ${port} is for ${services[port] ?? "remote administration"}, which a container does not need.`, edit && suggestion("Do not expose it", edit));
    }
  },
});
