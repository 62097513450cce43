import type { KeyValue } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, ownOfKind } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { withKin } from "../stages/lineage.ts";

/** A LANG or LC_ALL in a Debian image that nothing in the file generates. Alpine's library takes any name. */
export function ungeneratedLocales(dockerfile: Dockerfile): { readonly pair: KeyValue; readonly value: string }[] {
  const generating = withKin(dockerfile, (stage) => stepsOf(stage).some(({ run }) => /locale|localedef|language-pack/.test(dockerfile.written(run))));
  return dockerfile.stages.flatMap((stage) => {
    if (baseFacts(stage).distribution !== "debian" || generating.has(stage)) return [];
    return ownOfKind(stage, "ENV").flatMap(({ pairs }) =>
      pairs.flatMap((pair) => {
        const value = /^(?:LANG|LC_ALL)$/.test(pair.key.text) ? pair.value?.text.replace(/^(["'])(.*)\1$/, "$2") : undefined;
        return value !== undefined && /^[a-z]{2}_[A-Z]{2}(?:\.[\w-]+)?$/.test(value) ? [{ pair, value }] : [];
      }));
  });
}
