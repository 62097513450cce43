import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { InstructionScript } from "./scripts.ts";

const builders = /^(?:make|cmake|ninja|tar|unzip)$/;
const buildTools = /^(?:cargo|go|mvn|gradle|dotnet|npm|yarn|pnpm|bun)$/;

/** The calls that bring something into the image, so that the image is broken when they fail: package managers, downloads and builds. */
export const decisiveCalls = memoize(({ invocations, packageCommands, facts }: InstructionScript): ReadonlySet<Invocation> => new Set([
  ...packageCommands.flatMap(({ action, invocation }) => (action === "install" || action === "update" ? [invocation] : [])),
  ...facts.downloads.map(({ invocation }) => invocation),
  ...invocations.filter(({ name, arguments: words }) => builders.test(name) || (buildTools.test(name) && words.some(({ unquoted }) => /^(?:build|compile|package|publish)$/.test(unquoted)))),
]));
