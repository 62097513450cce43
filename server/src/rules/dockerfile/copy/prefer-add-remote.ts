import { remoteFiles } from "../../../model/dockerfile/files/remote-files.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferAddRemote",
  aliases: [],
  language: "dockerfile",
  mentions: ["aria", "curl", "wget"],
  category: "cache",
  severity: "off",
  summary: "A RUN only downloads one file, which ADD can do without a program for it in the image.",
  check: ({ dockerfile, report }) => {
    for (const { step, download, url, path } of remoteFiles(dockerfile)) {
      const program = download.invocation.words[0]!;
      report(program, `ADD can fetch ${url} without ${download.tool} in the image, and notices when the file changes.`, suggestion("Use ADD", replace(step.run, `ADD --chmod=644 ${url} ${path}`)));
    }
  },
});
