import { type OddCharacter, oddCharacters } from "../../../model/dockerfile/text/odd-characters.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvisibleCharacter",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "A character that cannot be seen, or that only looks like a blank, stands in the file.",
  check: ({ dockerfile, report }) => {
    for (const character of oddCharacters(dockerfile)) {
      const effect = effectOf(character);
      if (effect === undefined) continue;
      const title = character.ascii === "" ? "Remove it" : "Replace it by a plain blank";
      report(character, `${character.code}, ${character.name}, ${effect}.`, suggestion(title, replace(character, character.ascii)));
    }
  },
});

/** What it does there; undefined where it is harmless text. */
function effectOf({ kind, place, instruction }: OddCharacter): string | undefined {
  const isText = place === "comment" || place === "heredoc";
  switch (kind) {
    case "direction":
      return "lets editors show this line in another order than it is read in";
    case "zero-width":
      return isText ? undefined : "cannot be seen and makes this another word";
    case "blank":
      return isText || place === "quoted" || instruction?.kind === "MAINTAINER" || instruction?.kind === "LABEL" ? undefined : "looks like a blank, but shells take it for a letter";
    default:
      return undefined;
  }
}
