import { undeclaredArgs } from "../../workspace/undeclared-args.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeArgNotDeclared",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target passes a build argument that its Dockerfile never declares, so the value is ignored.",
  check: ({ links, report }) => {
    for (const { name, source, close, isShared } of undeclaredArgs(links)) {
      const place = { uri: source.uri, span: source.keySpan ?? source.span };
      const fix = close === undefined ? undefined : suggestion(`Change to ${close}`, { ...replace(place.span, close), uri: source.uri });
      const message = `No ARG of the Dockerfile is called ${name}, so the value is ignored.${close === undefined ? "" : ` Did you mean ${close}?`}`;
      (isShared ? report.as("hint") : report)(place, message, fix);
    }
  },
});
