/** The files that a plain `docker buildx bake` looks for in its folder, in the order in which it reads them. */
export const defaultLookup: readonly string[] = [
  "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
  "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl",
];

export type BakeFormat = "compose" | "json" | "hcl";

/** The format that buildx reads a file of this name as; undefined means that it tries them all. */
export function formatOfName(name: string): BakeFormat | undefined {
  if (/\.ya?ml$/.test(name)) return "compose";
  if (name.endsWith(".json")) return "json";
  return name.endsWith(".hcl") ? "hcl" : undefined;
}

/**
 * The order of evaluation, whatever order the files were named in: all Compose files are the base, and everything in
 * HCL and JSON comes on top, in the order given.
 */
export function evaluationOrder<T extends { readonly name: string }>(files: readonly T[]): T[] {
  const compose = files.filter((file) => formatOfName(file.name) === "compose");
  return [...compose, ...files.filter((file) => !compose.includes(file))];
}
