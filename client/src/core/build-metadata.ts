/** The result of one target, from the file that `--metadata-file` names. */
export interface TargetMetadata {
  /** BuildKit's reference of the build, `builder/node/id`. */
  readonly ref: string | undefined;
  /** What an engine may know the image by, the surest first: digests of the configuration and the manifest, then names. */
  readonly images: readonly string[];
}

/** By target. Empty when the text is not what bake writes, or when nothing was written because the build failed. */
export function parseBuildMetadata(text: string): ReadonlyMap<string, TargetMetadata> {
  const result = new Map<string, TargetMetadata>();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return result;
  }
  if (typeof value !== "object" || value === null) return result;
  for (const [target, entry] of Object.entries(value)) {
    // With BUILDX_METADATA_WARNINGS set, an array of warnings stands beside the targets.
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) continue;
    const fields = entry as Record<string, unknown>;
    const names = asText(fields["image.name"])?.split(",") ?? [];
    const digests = [asText(fields["containerimage.config.digest"]), asText(fields["containerimage.digest"])];
    const images = [...new Set([...digests, ...names].filter((image) => image !== undefined && image !== ""))] as string[];
    result.set(target, { ref: asText(fields["buildx.build.ref"]), images });
  }
  return result;
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
