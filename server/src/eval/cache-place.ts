import type { Entry } from "./resolved-bake.ts";

/** Where a cache entry reads or writes, as far as that makes two entries the same place. */
export interface CachePlace {
  /** Equal for equal places. */
  readonly key: string;
  /** For people: `scope "web" of the GitHub cache`. */
  readonly description: string;
}

/** Undefined for inline caches and for types that are not known. */
export function cachePlaceOf(entry: Entry): CachePlace | undefined {
  const text = (key: string): string | undefined => {
    const value = entry.get(key);
    return typeof value === "string" ? value : undefined;
  };
  const type = text("type");
  switch (type) {
    case "gha": {
      // Without a scope BuildKit uses "buildkit".
      const scope = text("scope") ?? "buildkit";
      return { key: `gha ${scope}`, description: text("scope") === undefined ? "the unnamed scope of the GitHub cache" : `scope "${scope}" of the GitHub cache` };
    }
    case "registry":
      return { key: `registry ${text("ref")}`, description: `the registry reference ${text("ref") ?? "(none)"}` };
    case "local": {
      const folder = text("dest") ?? text("src");
      return { key: `local ${folder}`, description: `the folder ${folder ?? "(none)"}` };
    }
    case "s3":
    case "azblob": {
      const name = text("name") ?? "buildkit";
      const bucket = text("bucket") ?? text("account_url") ?? "";
      return { key: `${type} ${bucket} ${text("prefix") ?? ""} ${name}`, description: `the name "${name}" in the ${type} cache` };
    }
    default:
      return undefined;
  }
}

/** The key of an entry of `cache-from` that alone says where its cache lies; undefined when several do. */
export function keyOfPlace(entry: Entry): string | undefined {
  return { gha: "scope", registry: "ref", local: "src" }[String(entry.get("type"))];
}

/** What `cache-from` needs to read what an entry of `cache-to` writes. */
export function importOf(entry: Entry): string {
  return entryText(entry, (key) => (key === "dest" ? "src" : key === "mode" || key === "ignore-error" || key === "compression" ? undefined : key));
}

/** What `cache-to` needs to write where an entry of `cache-from` reads. */
export function exportOf(entry: Entry): string {
  return `${entryText(entry, (key) => (key === "src" ? "dest" : key))},mode=max`;
}

/** `type` first, as everyone writes it; keys without a new name are left out. */
export function entryText(entry: Entry, rename: (key: string) => string | undefined = (key) => key): string {
  const rest = [...entry].flatMap(([key, value]) => (key === "type" || rename(key) === undefined ? [] : [`${rename(key)}=${String(value)}`]));
  return [`type=${String(entry.get("type"))}`, ...rest].join(",");
}
