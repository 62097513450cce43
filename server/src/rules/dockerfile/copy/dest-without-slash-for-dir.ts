import { copiesFrom, plainPath, sourceKind, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { insert, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DestWithoutSlashForDir",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "The content of a folder or archive goes to a destination that is not written as a folder.",
  check: ({ dockerfile, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const { destination } = copy;
      const [source, more] = sourcePaths(copy);
      if (!destination || !source || more) continue;
      const path = plainPath(destination);
      const kind = sourceKind(source);
      const isFolder = kind === "folder" || (kind === "tar" && copy.kind === "ADD" && copiesFrom(copy) === undefined);
      if (!isFolder || path.length !== destination.span.end - destination.span.start || /[\\/$"'*?]|^\.{1,2}$/.test(path.replace(/\/(?!$)/g, ""))) continue;
      report(destination, `"${path}" becomes a folder here; a slash at its end would say so.`, safeFix("Add the slash", insert(destination.span.end, "/")));
    }
  },
});
