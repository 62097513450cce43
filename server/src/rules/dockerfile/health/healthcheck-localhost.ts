import { probeAddresses } from "../../../model/dockerfile/containers/healthcheck.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckLocalhost",
  aliases: [],
  language: "dockerfile",
  mentions: ["localhost"],
  category: "correctness",
  severity: "hint",
  summary: "A HEALTHCHECK asks localhost, which may mean another address than the one that the service listens on.",
  check: ({ dockerfile, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      for (const { host, hostSpan } of probeAddresses(dockerfile, check)) {
        if (host.toLowerCase() !== "localhost") continue;
        report(hostSpan, "localhost may mean ::1 first, where a service that listens on IPv4 alone does not answer.", suggestion("Ask 127.0.0.1", replace(hostSpan, "127.0.0.1")));
      }
    }
  },
});
