import { AttachedMap } from "../../../base/attached-map.ts";
import { expandGlobal } from "./build-arguments.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** An ARG that a FROM cannot do without: it has no default, and what is left without it is no image. */
export interface RequiredArg {
  readonly name: string;
  /** The stage whose FROM needs it. */
  readonly user: Stage;
}

const known = new AttachedMap<Dockerfile, readonly RequiredArg[]>();

export function requiredArgs(dockerfile: Dockerfile): readonly RequiredArg[] {
  let found = known.get(dockerfile);
  if (!found) {
    found = dockerfile.stages.flatMap((user) => {
      const text = user.from.image?.text ?? "";
      if (!text.includes("$")) return [];
      const { unset, value } = expandGlobal(dockerfile, text);
      // `debian:` and `/app` are no images; `debian${SUFFIX}` without its suffix is one.
      const isBroken = value === "" || /[:@/]$|^[:@/]|\/:|:@|\/\//.test(value);
      return isBroken ? [...new Set(unset)].map((name) => ({ name, user })) : [];
    });
    known.set(dockerfile, found);
  }
  return found;
}
