import { isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { type ArgDefault, argDefaults } from "../../model/dockerfile/variables/arg-defaults.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** An ARG with a default, and all values that targets pass for it. */
interface Passed {
  readonly dockerfile: Snapshot;
  readonly declaration: ArgDefault;
  readonly values: Sourced<string>[];
}

export default defineRule({
  name: "BakeArgDefaultDrift",
  language: "cross-file",
  category: "reproducibility",
  severity: "hint",
  summary: "All targets pass one version for an argument, and its default in the Dockerfile is another.",
  check: ({ links, report }) => {
    const passed = new Map<ArgDefault, Passed>();
    for (const { target, dockerfile } of links) {
      if (!dockerfile?.dockerfile || target.name.startsWith("_")) continue;
      for (const declaration of argDefaults(dockerfile.dockerfile)) {
        const value = target.args.get(declaration.name);
        if (!value || !/(?:^|_)VERSION$/i.test(declaration.name)) continue;
        const entry = passed.get(declaration) ?? { dockerfile, declaration, values: [] };
        entry.values.push(value);
        passed.set(declaration, entry);
      }
    }
    for (const { dockerfile, declaration, values } of passed.values()) {
      const [first] = values;
      // A default is as good as any of several values.
      if (!first || !isKnown(first.value) || first.value === "" || first.value === declaration.value || values.some(({ value }) => value !== first.value)) continue;
      const fix = suggestion(`Change the default of ${declaration.name} to ${first.value}`, { ...replace(declaration.valueSpan, first.value), uri: dockerfile.uri });
      report({ uri: first.uri, span: first.span }, `The default of ${declaration.name} in the Dockerfile is ${declaration.value}: a build without bake takes that, and updates have to be made twice.`, /^[\w.+-]+$/.test(first.value) ? fix : undefined);
    }
  },
});
