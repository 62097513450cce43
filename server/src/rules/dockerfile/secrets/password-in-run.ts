import { literalPasswords } from "../../../model/dockerfile/secrets/literal-passwords.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PasswordInRun",
  aliases: [],
  language: "dockerfile",
  mentions: ["adduser", "chpasswd", "curl", "login", "mysql", "passwd", "password", "pgpassword", "rediscli", "smbpasswd", "sshpass", "useradd", "usermod"],
  category: "security",
  severity: "warning",
  summary: "A step sets or passes a password that is written out.",
  check: ({ dockerfile, report }) => {
    for (const place of literalPasswords(dockerfile)) report(place, "Everyone who has the file or the image can read this password.");
  },
});
