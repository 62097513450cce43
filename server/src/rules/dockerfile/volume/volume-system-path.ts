import type { Edit } from "../../../base/edit.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import { plainUser } from "../../../model/dockerfile/users/users.ts";
import type { Word, WordsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { argumentRemovals } from "../../dockerfile-edits.ts";
import { removeItem, removeLines, suggestion } from "../../fix.ts";
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
      const found = volume.words.flatMap((word) => {
        const message = messageOf(plainUser(word.text).replace(/(?<=.)\/+$/, ""));
        return message === undefined ? [] : [{ word, message }];
      });
      const removals = removalsOf(dockerfile, volume, found.map(({ word }) => word));
      for (const { word, message } of found) {
        const edit = removals.get(word);
        report(word, message, edit && suggestion("Leave it out", edit));
      }
    }
  },
});

function messageOf(path: string): string | undefined {
  if (/docker\.sock$/.test(path)) return "The socket of the Docker daemon gives root rights on the host; a volume in its place only hides it.";
  const isSystem = /^\/(?:|bin|boot|dev|etc|lib(?:32|64|x32)?|proc|root|sbin|sys|usr(?:\/(?:bin|lib|sbin|local|share))?|var)$/.test(path);
  return isSystem ? `${path} is a folder of the system, which an update of the image could then not change.` : undefined;
}

/** Edits that can be applied together; the instruction goes as a whole when no path would stay. */
function removalsOf(dockerfile: Dockerfile, volume: WordsInstruction, words: readonly Word[]): ReadonlyMap<Word, Edit> {
  const { text } = dockerfile;
  if (volume.json === undefined) return argumentRemovals(dockerfile, words.map((argument) => ({ instruction: volume, all: volume.words, argument })));
  const isEmptied = words.length === volume.words.length;
  return new Map(words.map((word) => [word, isEmptied ? removeLines(text, volume) : removeItem(text, volume.json!.items[volume.words.indexOf(word)]!.span)]));
}
