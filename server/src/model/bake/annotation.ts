/** What an annotation can be attached to, as it stands in front of the key. */
export const levels: ReadonlySet<string> = new Set(["manifest", "index", "manifest-descriptor", "index-descriptor"]);

/** The levels that stand in front of an annotation's key, without the platform in brackets. */
export function annotationLevels(annotation: string): string[] {
  const key = annotation.slice(0, Math.max(0, annotation.indexOf("=")));
  const colon = key.indexOf(":");
  return colon < 0 ? [] : key.slice(0, colon).split(",").map((level) => level.replace(/\[.*$/s, ""));
}

/** Why buildx does not accept an annotation; undefined when it does. */
export function annotationProblem(annotation: string): string | undefined {
  if (!annotation.includes("=")) return `"${annotation}" is no annotation; write key=value.`;
  const unknown = annotationLevels(annotation).find((level) => !levels.has(level));
  return unknown === undefined ? undefined : `There is no level "${unknown}" for annotations; it is manifest, index, manifest-descriptor or index-descriptor.`;
}
