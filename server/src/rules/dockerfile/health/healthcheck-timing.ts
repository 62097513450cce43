import { durationFlag } from "../../../model/dockerfile/containers/healthcheck.ts";
import { startProcess } from "../../../model/dockerfile/role.ts";
import { insertAfter, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Programs that often take more than half a minute before they answer. */
const slow = /^(?:java|catalina\.sh|tomcat|elasticsearch|kibana|neo4j|cassandra|logstash|kc\.sh|standalone\.sh|rails|mysqld|mariadbd|kafka-server-start\.sh|dotnet)$/;
const defaultInterval = 30;

export default defineRule({
  name: "HealthcheckTiming",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "hint",
  summary: "A HEALTHCHECK gives a slow program no time to start, or its timeout is not shorter than its interval.",
  check: ({ dockerfile, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      if (check.isNone) continue;
      const timeout = durationFlag(check, "timeout");
      const interval = durationFlag(check, "interval")?.seconds ?? defaultInterval;
      if (timeout && timeout.seconds >= interval) {
        const shorter = `${Math.max(1, Math.floor(interval / 3))}s`;
        const fix = interval > 1 ? suggestion(`Set it to ${shorter}`, replace(timeout.flag.value!, shorter)) : undefined;
        report(timeout.flag, `A probe may take ${timeout.flag.plainValue}, which is not shorter than the interval of ${interval}s.`, fix);
      }
      const stage = dockerfile.stageOf(check);
      const name = stage && startProcess(stage)?.name;
      if (name === undefined || !slow.test(name) || check.flags.some((flag) => flag.name === "start-period")) continue;
      report(check.keywordSpan, `${name} starts slowly, and failures count from the first second without --start-period.`, suggestion("Add --start-period=60s", insertAfter(check.keywordSpan, " --start-period=60s")));
    }
  },
});
