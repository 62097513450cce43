import { touches } from "../base/span.ts";
import type { ResolvedTarget, Sourced } from "../eval/resolved-bake.ts";
import type { TargetLink } from "../workspace/links.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What of a service's build stands at an offset of a Compose file. */
export type ComposePlace = { readonly link: TargetLink } & ({ readonly part: "service" | "stage" | "dockerfile" } | { readonly part: "arg"; readonly name: string });

export function composePlacesAt(snapshot: Snapshot, offset: number, workspace: Workspace): ComposePlace[] {
  if (snapshot.role !== "compose") return [];
  return workspace.modelsOfFile(snapshot.uri).flatMap((model) => model.links).flatMap((link): ComposePlace[] => {
    const { target } = link;
    if (target.uri === snapshot.uri && touches(target.nameSpan, offset)) return [{ link, part: "service" }];
    if (target.target && isAt(target.target, snapshot, offset)) return [{ link, part: "stage" }];
    if (isAt(target.dockerfile, snapshot, offset)) return [{ link, part: "dockerfile" }];
    const name = argAt(target, snapshot, offset);
    return name === undefined ? [] : [{ link, part: "arg", name }];
  });
}

function argAt({ args }: ResolvedTarget, snapshot: Snapshot, offset: number): string | undefined {
  return [...args].find(([, value]) => isAt(value, snapshot, offset))?.[0];
}

function isAt({ uri, span, keySpan }: Sourced<unknown>, snapshot: Snapshot, offset: number): boolean {
  return uri === snapshot.uri && (touches(span, offset) || (keySpan !== undefined && touches(keySpan, offset)));
}
