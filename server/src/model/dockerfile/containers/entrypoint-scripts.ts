import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { type Dockerfile, ownOfKind, type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { cleanContextPath } from "../files/context-sources.ts";
import { copiesFrom, fileName, plainPath, sourcePaths } from "../files/copy-paths.ts";
import { resolveInImage, workdirBefore } from "../files/workdir.ts";

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
  const target = program.includes("/") ? resolveInImage(workdirBefore(stage, Number.POSITIVE_INFINITY), program) : program;
  for (const link of stageChain(stage)) {
    for (const copy of [...ownOfKind(link, "COPY"), ...ownOfKind(link, "ADD")].reverse()) {
      if (copiesFrom(copy) !== undefined || !copy.destination) continue;
      const place = resolveInImage(workdirBefore(link, copy.span.start), plainPath(copy.destination));
      for (const source of sourcePaths(copy)) {
        const path = plainPath(source);
        if (/[*?[$]|^<<|:\/\//.test(path)) continue;
        const isTarget = (lands: string): boolean => (target.includes("/") ? lands === target : fileName(lands) === target && /\/s?bin\//.test(lands));
        // A name alone may be a folder to copy into or the file's new name.
        if (isTarget(`${place}/${fileName(path)}`) || isTarget(place)) return cleanContextPath(path);
      }
    }
  }
  return undefined;
}
