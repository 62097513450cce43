import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { verification } from "../../../model/dockerfile/scripts/verified-steps.ts";
import { defineRule } from "../../rule.ts";

const program = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz|zip|deb|rpm|apk|jar|run|bin|exe|gz|xz|bz2|AppImage)(?:[?#].*)?$/i;

export default defineRule({
  name: "DownloadNoChecksum",
  aliases: [],
  language: "dockerfile",
  mentions: ["aria", "curl", "wget"],
  category: "security",
  severity: "hint",
  summary: "A program or archive is downloaded, and nothing in the step checks that it is the right one.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const { downloads } = step.script.facts;
      if (downloads.length === 0 || verification(step)) continue;
      for (const { urls, output, executedBy } of downloads) {
        const url = urls.find((word) => program.test(word.unquoted)) ?? (output !== undefined && /^\/(?:usr\/(?:local\/)?)?s?bin\//.test(output) ? urls[0] : undefined);
        if (url && !executedBy && !/^(?:\w+:\/\/)?(?:localhost|127\.)/.test(url.unquoted)) report(url, "Nothing checks that this file is what was published; compare its checksum.");
      }
    }
  },
});
