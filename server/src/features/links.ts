import type * as lsp from "vscode-languageserver-types";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LoadService } from "./base/service.ts";

/** Links to images' pages in Dockerfiles, and from `dockerfile = "…"` to the file in bake files. */
export async function documentLinks(snapshot: Snapshot, workspace: Workspace, service: LoadService): Promise<lsp.DocumentLink[]> {
  if (snapshot.dockerfile) {
    const base = await service();
    return base.computeLinks(snapshot.text).map((link) => base.resolveLink(link));
  }
  if (!snapshot.bakeFile) return [];
  return workspace.modelsOfFile(snapshot.uri).flatMap(({ links }) =>
    links.flatMap(({ target, dockerfile }) => {
      const place = target.dockerfile;
      if (!dockerfile || place.uri !== snapshot.uri || !target.explicit.has("dockerfile")) return [];
      return [{ range: snapshot.lines.rangeOf(place.span), target: dockerfile.uri, tooltip: "Open the Dockerfile" }];
    }),
  );
}
