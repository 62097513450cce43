import { mistakenFolders } from "../../../model/dockerfile/files/mistaken-folders.ts";
import { insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyFileForFolder",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A file is copied to the name of what a later instruction needs as a folder.",
  check: ({ dockerfile, report }) => {
    for (const { destination, source, path, proof } of dockerfile.stages.flatMap(mistakenFolders)) {
      const isPlain = destination.text === path;
      report(destination, `${source} becomes the file ${path} here, and ${proof.keyword} needs a folder of that name; the slash at its end is missing.`, isPlain ? suggestion("Add the slash", insert(destination.span.end, "/")) : undefined);
    }
  },
});
