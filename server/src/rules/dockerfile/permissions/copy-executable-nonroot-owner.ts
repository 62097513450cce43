import { writablePrograms } from "../../../model/dockerfile/files/writable-programs.ts";
import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyExecutableNonrootOwner",
  aliases: [],
  language: "dockerfile",
  mentions: ["chmod", "chown"],
  category: "security",
  severity: "off",
  summary: "A program is copied with an owner other than root, or so that others may write to it.",
  check: ({ dockerfile, use, report }) => {
    for (const { flag, program } of writablePrograms(dockerfile, use)) {
      const fix = flag.name === "chown" ? suggestion("Remove --chown", removeWithBlanks(dockerfile.text, flag)) : undefined;
      report(flag, `${program} can be changed by whoever gets into a container that runs as ${flag.name === "chown" ? flag.plainValue!.split(":")[0]! : "another user than root"}.`, fix);
    }
  },
});
