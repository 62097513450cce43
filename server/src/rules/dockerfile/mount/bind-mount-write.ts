import { bindWrites } from "../../../model/dockerfile/files/bind-writes.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BindMountWrite",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "warning",
  summary: "A step writes to a bind mount, which is read-only.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { mount, span } of bindWrites(step)) {
        const end = mount.flag.value!.span.end;
        const fix = /["'`\\]/.test(dockerfile.text[end - 1]!) ? undefined : suggestion("Allow writing to the mount, for this step only", insert(end, ",rw"));
        report(span, `This writes to the bind mount at ${mount.target!}, which is read-only.`, fix);
      }
    }
  },
});
