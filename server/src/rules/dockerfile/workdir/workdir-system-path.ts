import { plainUser } from "../../../model/dockerfile/users/users.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WorkdirSystemPath",
  aliases: ["trivy:DS-0030"],
  language: "dockerfile",
  mentions: ["boot", "dev", "proc", "sys"],
  category: "security",
  severity: "error",
  summary: "WORKDIR points into a folder of the kernel or of the boot loader.",
  check: ({ dockerfile, report }) => {
    for (const workdir of dockerfile.all("WORKDIR")) {
      const word = workdir.words[0];
      const path = plainUser(word?.text ?? "");
      if (word && /^\/(?:proc|dev|boot|sys)(?:\/|$)/.test(path)) report(word, `${path} belongs to the kernel: nothing of an application can live there.`);
    }
  },
});
