import { memoize } from "../../../base/memoize.ts";
import { expandGlobal } from "./build-arguments.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** An ARG that a FROM cannot do without: it has no default, and what is left without it is no image. */
export interface RequiredArg {
  readonly name: string;
  /** The stage whose FROM needs it. */
  readonly user: Stage;
}

export const requiredArgs: (dockerfile: Dockerfile) => readonly RequiredArg[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.stages.flatMap((user) => {
    const text = user.from.image?.text ?? "";
    if (!text.includes("$")) return [];
    const { unset, value } = expandGlobal(dockerfile, text);
    // `debian:` and `/app` are no images; `debian${SUFFIX}` without its suffix is one.
    const isBroken = value === "" || /[:@/]$|^[:@/]|\/:|:@|\/\//.test(value);
    return isBroken ? [...new Set(unset)].map((name) => ({ name, user })) : [];
  }));
