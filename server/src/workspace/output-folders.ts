import { isInside, resolveUri } from "../base/uri.ts";
import { isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import { contextUriOf, type BakeSetEvaluation } from "./bake-sets.ts";

/** The target whose output lies in a folder that is used as a context, or around it: its build makes that folder. */
export function writerOf(bake: BakeSetEvaluation, context: string): ResolvedTarget | undefined {
  const uri = contextUriOf(context, bake.workingFolderUri);
  if (uri === undefined || uri === bake.workingFolderUri) return undefined;
  return [...bake.resolved.targets.values()].find((target) =>
    target.output.some(({ value }) => {
      const destination = isKnown(value) ? value.get("dest") : undefined;
      if (typeof destination !== "string" || destination === "" || destination === "-") return false;
      const folder = resolveUri(bake.workingFolderUri, destination);
      return folder !== bake.workingFolderUri && (isInside(uri, folder) || isInside(folder, uri));
    }),
  );
}
