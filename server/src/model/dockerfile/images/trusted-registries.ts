/** Whether a registry is among those allowed: by its name, or by a pattern with a star at its start or end. */
export function isTrustedRegistry(registry: string, allowed: readonly string[]): boolean {
  const name = canonical(registry);
  return allowed.some((entry) => {
    const pattern = canonical(entry);
    if (pattern === "*") return true;
    if (pattern.startsWith("*")) return name.endsWith(pattern.slice(1));
    return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  });
}

/** Docker Hub goes by several names. */
function canonical(registry: string): string {
  return /^(?:hub\.docker\.com|index\.docker\.io|registry-1\.docker\.io)$/.test(registry) ? "docker.io" : registry.toLowerCase();
}
