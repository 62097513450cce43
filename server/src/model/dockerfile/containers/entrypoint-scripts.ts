import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
import { filesArriving } from "../files/arriving-files.ts";
import { fileName } from "../files/copy-paths.ts";

/** A script of the build context that containers of a stage start. */
export interface EntrypointScript {
  readonly stage: Stage;
  /** Where ENTRYPOINT names it. */
  readonly span: Span;
  /** Clean, in the build context. */
  readonly path: string;
  /** Whether an init in front sends signals to the script's children as well: dumb-init, and tini with `-g`. */
  readonly isGroupSignaled: boolean;
}

/** One for each stage that has an ENTRYPOINT of its own in exec form and copies the script that it starts. */
export const entrypointScripts = memoize((dockerfile: Dockerfile): readonly EntrypointScript[] =>
  dockerfile.stages.flatMap((stage) => {
    const { entrypoint } = startCommandOf(stage);
    if (!entrypoint || dockerfile.stageOf(entrypoint) !== stage) return [];
    const items = entrypoint.command?.exec?.items ?? [];
    const item = items.find(({ value }) => !/^(?:-.*|(?:.*\/)?(?:tini|dumb-init|sh|bash|ash|dash))$/.test(value));
    const path = item && contextPathOf(stage, item.value);
    return item && path !== undefined ? [{ stage, span: item.span, path, isGroupSignaled: signalsGroup(items.slice(0, items.indexOf(item)).map(({ value }) => value)) }] : [];
  }));

function signalsGroup([init, ...options]: readonly string[]): boolean {
  if (init === undefined) return false;
  return fileName(init) === "dumb-init" ? !options.some((option) => /^(?:-c|--single-child)$/.test(option)) : fileName(init) === "tini" && options.some((option) => /^-\w*g/.test(option));
}

/** The file of the context that becomes the program; undefined when none surely does. */
function contextPathOf(stage: Stage, program: string): string | undefined {
  return filesArriving(stage, program).find(({ isNamed }) => isNamed)?.path;
}
