import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { stagesWithCheck } from "../../../model/dockerfile/containers/healthcheck.ts";
import { httpProbe } from "../../../model/dockerfile/containers/probe.ts";
import { hasProgram } from "../../../model/dockerfile/containers/programs.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { downloadsOf } from "../../../model/shell/downloads.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import type { HealthcheckInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const interpreters = new Set(["python", "python3", "node", "ruby", "php"]);
const tools = new Set(["curl", "wget", "nc", "redis-cli", "pg_isready", "mysqladmin", ...interpreters]);

export default defineRule({
  name: "HealthcheckToolMissing",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "error",
  summary: "A HEALTHCHECK calls a program that the image does not have, so the container is never healthy.",
  check: ({ dockerfile, use, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      const { invocations } = scriptOf(dockerfile, check);
      const called = invocations.filter(({ name }) => tools.has(name));
      // Whoever names two, or asks which one is there, has a way out.
      if (new Set(called.map(({ name }) => name)).size !== 1 || invocations.some(({ name }) => ["command", "which", "type"].includes(name))) continue;
      const tool = called[0]!;
      if (tool.words[0]!.unquoted.includes("/")) continue;
      for (const stage of stagesWithCheck(check, dockerfile, use)) {
        const has = hasProgram(stage, tool.name);
        if (has !== "no" && has !== "unlikely") continue;
        // Many packages depend on an interpreter, few on a client.
        const severity = has === "no" ? "error" : interpreters.has(tool.name) ? "hint" : "warning";
        const base = baseFacts(stage).distribution === "distroless" ? "a distroless image" : "the base image";
        report.as(severity)(tool.words[0]!, `${tool.name} is neither in ${base} nor installed, so this check always fails.`, fixOf(stage, check, tool));
        break;
      }
    }
  },
});

/** The same question by a program that is there. */
function fixOf(stage: Stage, check: HealthcheckInstruction, tool: Invocation): Fix | undefined {
  const [download, ...more] = downloadsOf([tool]);
  const url = download?.urls.length === 1 ? download.urls[0]!.value : undefined;
  if (url === undefined || more.length > 0 || !check.command || !/^https?:\/\/[^\s'"]+$/.test(url)) return undefined;
  const probe = httpProbe(stage, url, 0);
  const name = probe?.program.slice(probe.program.lastIndexOf("/") + 1);
  return probe && suggestion(`Ask with ${name} instead`, replace(check.command, probe.command));
}
