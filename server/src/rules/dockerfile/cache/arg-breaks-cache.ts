import { type ChangingArg, changingArgs } from "../../../model/dockerfile/variables/changing-args.ts";
import { type Dockerfile, ownOfKind } from "../../../model/dockerfile/dockerfile.ts";
import { type Fix, insertLinesBelow, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ArgBreaksCache",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg"],
  category: "cache",
  severity: "info",
  summary: "An ARG that changes with every build stands above steps that do not need it, and so repeats them each time.",
  check: ({ dockerfile, report }) => {
    for (const found of changingArgs(dockerfile)) {
      const { pair, repeated } = found;
      const what = repeated.length === 1 ? "the installation below run again, which does" : `the ${repeated.length} installations below run again, which do`;
      report(pair.key, `Every new ${pair.key.text} makes ${what} not use it.`, moveDown(dockerfile, found));
    }
  },
});

/** One that is declared twice would repeat the steps still. */
function moveDown({ text }: Dockerfile, { instruction, labels, pair, stage, repeated }: ChangingArg): Fix | undefined {
  const moved = [instruction, ...labels];
  const lines = moved.map(({ span }) => text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.end));
  const isDeclaredOnce = ownOfKind(stage, "ARG").flatMap(({ pairs }) => pairs).filter(({ key }) => key.text === pair.key.text).length === 1;
  if (!isDeclaredOnce || instruction.pairs.length > 1 || lines.some((line) => line.includes("#"))) return undefined;
  return suggestion(`Move ${pair.key.text} below them`, insertLinesBelow(text, repeated.at(-1)!.span.end, lines), ...moved.map((one) => removeLines(text, one)));
}
