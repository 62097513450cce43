import { probeAddresses, stagesWithCheck } from "../../../model/dockerfile/containers/healthcheck.ts";
import { knownPorts } from "../../../model/dockerfile/containers/probe.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Where servers answer for health and metrics beside their service, by a setting that is not in the Dockerfile. */
const managementPorts: ReadonlySet<number> = new Set([2019, 8081, 8082, 8558, 8778, 9000, 9001, 9090, 9091, 9100, 9102, 9901, 9990, 15000, 15020, 15021]);

export default defineRule({
  name: "HealthcheckPortMismatch",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "warning",
  summary: "A HEALTHCHECK asks a port that the stage neither exposes nor mentions in its command.",
  check: ({ dockerfile, use, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      const addresses = probeAddresses(dockerfile, check);
      for (const { span, port } of addresses) {
        if (port === undefined || managementPorts.has(port)) continue;
        // Who asks the service as well knows of its other port.
        const stage = stagesWithCheck(check, dockerfile, use).find((candidate) => addresses.every((each) => isOther(knownPorts(candidate), each.port)));
        if (!stage) continue;
        const { ports } = knownPorts(stage);
        const only = ports.size === 1 ? [...ports][0]! : undefined;
        const at = dockerfile.written(span).lastIndexOf(`:${port}`);
        const edit = only === undefined || at < 0 ? undefined : replace({ start: span.start + at + 1, end: span.start + at + 1 + String(port).length }, String(only));
        report(span, `This check asks port ${port}, but the stage speaks of ${[...ports].slice(0, 3).join(", ")} only.`, edit && suggestion(`Ask port ${only}`, edit));
      }
    }
  },
});

function isOther({ ports, isComplete }: ReturnType<typeof knownPorts>, port: number | undefined): boolean {
  return port !== undefined && isComplete && ports.size > 0 && !ports.has(port);
}
