/** Whether a build context is something else than a local path. */
export function isRemoteContext(context: string): boolean {
  return /^https?:\/\/|^git:\/\/|^ssh:\/\/|^git@|^github\.com\//.test(context) || /^[\w-]+@[^:/]+:/.test(context) || context.startsWith("docker-image://") || context.startsWith("oci-layout://") || context.startsWith("target:");
}

/** A context as buildx prints it: local paths cleaned, everything else untouched. */
export function cleanPath(context: string): string {
  if (isRemoteContext(context) || context === "-") return context;
  const path = context.startsWith("cwd://") ? context.slice("cwd://".length) : context;
  return cleanSlashes(path);
}

/** Go's `path.Clean`. */
export function cleanSlashes(path: string): string {
  if (path === "") return ".";
  const rooted = path.startsWith("/");
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === "..") {
      if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
      else if (!rooted) steps.push(step);
    } else {
      steps.push(step);
    }
  }
  return (rooted ? "/" : "") + steps.join("/") || (rooted ? "/" : ".");
}
