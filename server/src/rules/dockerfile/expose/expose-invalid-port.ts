import { type ExposedPort, portsOf } from "../../../model/dockerfile/containers/ports.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { beginsForShell } from "../../../model/dockerfile/variables/unexpanded-texts.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposeInvalidPort",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "error",
  summary: "EXPOSE names something that is no number of a port, or no protocol.",
  check: ({ dockerfile, report }) => {
    let endedBy: Instruction | undefined;
    for (const found of dockerfile.stages.flatMap(portsOf)) {
      const { step, word, text, port, protocol, isExact } = found;
      if (step.isTriggered || !isExact || port === "" || step.instruction === endedBy) continue;
      // Behind the first word of a comment, an array or a command the others say nothing new.
      if (/^(?:[#[`]|\$\()/.test(text)) endedBy = step.instruction;
      if (beginsForShell(text)) continue;
      const isPort = /^\d+(?:-\d+)?$/.test(port) && !protocol.includes(",");
      if (isPort && /^(?:tcp|udp|sctp)$/i.test(protocol)) continue;
      report(word, isPort ? `"${protocol}" is no protocol that EXPOSE knows: tcp, udp and sctp are.` : `"${text}" is no port: EXPOSE takes numbers with blanks between them.`, isPort ? undefined : separated(found));
    }
  },
});

/** Numbers that a comma separates or ends, and services whose port everybody knows. */
function separated({ word, text, isLiteral }: ExposedPort): Fix | undefined {
  if (!isLiteral) return undefined;
  const ports = text.replace(/^https?$/i, (name) => (name.length === 4 ? "80" : "443")).split(",").filter(Boolean);
  return ports.every((port) => /^\d+(?:\/(?:tcp|udp|sctp))?$/.test(port)) ? suggestion(`Write ${ports.join(" ")}`, replace(word, ports.join(" "))) : undefined;
}
