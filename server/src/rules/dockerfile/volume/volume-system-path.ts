import { plainUser } from "../../../model/dockerfile/users/users.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "VolumeSystemPath",
  aliases: [],
  language: "dockerfile",
  mentions: ["volume"],
  category: "security",
  severity: "warning",
  summary: "VOLUME covers a folder of the system or the socket of the Docker daemon.",
  check: ({ dockerfile, report }) => {
    for (const volume of dockerfile.all("VOLUME")) {
      for (const word of volume.words) {
        const path = plainUser(word.text).replace(/(?<=.)\/+$/, "");
        if (/docker\.sock$/.test(path)) report(word, "The socket of the Docker daemon gives root rights on the host; a volume in its place only hides it.");
        else if (/^\/(?:|bin|boot|dev|etc|lib(?:32|64|x32)?|proc|root|sbin|sys|usr(?:\/(?:bin|lib|sbin|local|share))?|var)$/.test(path)) {
          report(word, `${path} is a folder of the system, which an update of the image could then not change.`);
        }
      }
    }
  },
});
