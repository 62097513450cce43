/** What people write in the manner of Compose, of command lines or of older tools, and what Bake calls it. */
const otherNames: Readonly<Record<string, string>> = {
  secrets: "secret", platform: "platforms", tag: "tags", image: "tags", label: "labels", arg: "args", "build-args": "args", "build-arg": "args", build_args: "args", "build-contexts": "contexts",
  "build-context": "contexts", additional_contexts: "contexts", outputs: "output", inherit: "inherits", extends: "inherits", file: "dockerfile", depends_on: "contexts", "depends-on": "contexts", annotation: "annotations",
  attests: "attest", attestations: "attest", entitlement: "entitlements", allow: "entitlements", ulimit: "ulimits", add_hosts: "extra-hosts", "add-host": "extra-hosts", nocache: "no-cache", stage: "target",
};

/** The attribute that was probably meant: another word for it, or its name with underscores. */
export function renamedAttribute(block: string, name: string): string | undefined {
  if (block !== "target") return block === "group" && name === "target" ? "targets" : undefined;
  if (otherNames[name] !== undefined) return otherNames[name];
  const dashed = name.replaceAll("_", "-");
  return dashed !== name && targetNames.has(dashed) ? dashed : undefined;
}

const targetNames: ReadonlySet<string> = new Set(["cache-from", "cache-to", "dockerfile-inline", "no-cache", "no-cache-filter", "shm-size", "extra-hosts"]);
