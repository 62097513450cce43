import { unsetSearchPaths } from "../../../model/dockerfile/variables/unset-search-paths.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LdLibraryPathUnset",
  aliases: [],
  language: "dockerfile",
  mentions: ["classpath", "cpath", "gopath", "manpath", "path", "perl", "pythonpath", "rubylib"],
  category: "security",
  severity: "hint",
  summary: "ENV extends a search path that is not set, which leaves an empty part: the current folder.",
  check: ({ dockerfile, report }) => {
    for (const { reference, span, isAtEnd } of unsetSearchPaths(dockerfile)) {
      const { name } = reference;
      const expansion = isAtEnd ? `\${${name}:+:\$${name}}` : `\${${name}:+\$${name}:}`;
      report(span, `${name} is not set here; the colon that is left adds the current folder to it.`, suggestion(`Write ${expansion}`, replace(span, expansion)));
    }
  },
});
