import type * as lsp from "vscode-languageserver-types";
import { overlaps, type Span, touches } from "../base/span.ts";
import type { Finding } from "../lint/finding.ts";
import { pinnableContexts } from "../model/bake/image-contexts.ts";
import { pinnableImages, type PinnableImage } from "../model/dockerfile/images/pinnable-images.ts";
import { registryPlaceOf } from "../model/dockerfile/images/registry-place.ts";
import { isFloatingTag } from "../model/dockerfile/images/release-tags.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { pinImageCommand, pinImageKind } from "./action-kinds.ts";
import { diagnosticOf } from "./diagnostics.ts";

/** The single argument of the command: what was chosen, and the text that it was chosen for. */
export interface PinImageArgument {
  /** As the client spells it. */
  readonly uri: string;
  /** Where the reference that is edited starts, as an offset, and what it says. */
  readonly offset: number;
  readonly text: string;
  readonly to: "digest" | "tag";
}

/** What the actions need to know besides the file: how it is built, and how the client spells its URI. */
export interface PinnedFiles {
  readonly workspace: Workspace;
  clientUri(uri: string): string;
}

/**
 * What can be done with the images in a range by asking their registries. The actions are commands, so that nothing is asked
 * until the user picks one; the title names the registry, which the file decides.
 */
export function pinImageActions(snapshot: Snapshot, range: Span, findings: readonly Finding[], only: readonly string[] | undefined, files: PinnedFiles): lsp.CodeAction[] {
  const images = imagesOf(snapshot, files.workspace).filter(({ span }) => overlaps(span, range) || touches(span, range.start) || touches(span, range.end));
  return images.flatMap((image) => {
    const reasons = findings.filter(({ rule, span }) => rule.offers?.includes("pin-image") && overlaps(span, image.span));
    const kind = reasons.length > 0 ? "quickfix" : pinImageKind;
    if (only && !only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`))) return [];
    const uri = files.clientUri(snapshot.uri);
    const diagnostics = reasons.map((finding) => diagnosticOf(finding, snapshot.lines));
    return choices(image).map(({ title, to }): lsp.CodeAction => {
      const argument: PinImageArgument = { uri, offset: image.literal.start, text: textOf(snapshot, image), to };
      return { title, kind, ...(diagnostics.length > 0 ? { diagnostics } : {}), command: { title, command: pinImageCommand, arguments: [argument] } };
    });
  });
}

/** The image that an action was offered for, if the text still says the same there. */
export function findPinned(snapshot: Snapshot, workspace: Workspace, { offset, text }: PinImageArgument): PinnableImage | undefined {
  return imagesOf(snapshot, workspace).find((image) => image.literal.start === offset && textOf(snapshot, image) === text);
}

/** Whether a value from a client is such an argument. */
export function isPinImageArgument(value: unknown): value is PinImageArgument {
  const { uri, offset, text, to } = (value ?? {}) as Partial<Record<keyof PinImageArgument, unknown>>;
  return typeof uri === "string" && typeof offset === "number" && typeof text === "string" && (to === "digest" || to === "tag");
}

function imagesOf({ uri, dockerfile, bakeFile }: Snapshot, workspace: Workspace): PinnableImage[] {
  if (dockerfile) return pinnableImages(dockerfile, workspace.useOf(uri));
  return bakeFile ? pinnableContexts(bakeFile) : [];
}

function textOf({ text }: Snapshot, { literal }: PinnableImage): string {
  return text.slice(literal.start, literal.end);
}

function choices({ ref }: PinnableImage): { readonly title: string; readonly to: PinImageArgument["to"] }[] {
  const asks = `(asks ${registryPlaceOf(ref).registry})`;
  const tag = isFloatingTag(ref.tag) ? [{ title: `Pin to the tag that "${ref.tag ?? "latest"}" is now ${asks}`, to: "tag" } as const] : [];
  return [...tag, { title: `Pin to digest ${asks}`, to: "digest" }];
}
