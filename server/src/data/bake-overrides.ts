/** What `--set` can change of a target; `secrets` and `platform` are called otherwise in the files. */
export const overrideKeys = [
  "annotations", "args", "attest", "cache-from", "cache-to", "call", "context", "contexts", "dockerfile", "entitlements", "extra-hosts",
  "labels", "load", "network", "no-cache", "no-cache-filter", "output", "platform", "pull", "push", "secrets", "shm-size", "ssh", "tags",
  "target", "ulimits",
] as const;

export type OverrideKey = (typeof overrideKeys)[number];

export function isOverrideKey(key: string): key is OverrideKey {
  return (overrideKeys as readonly string[]).includes(key);
}
