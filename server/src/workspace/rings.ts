/** The edges of a graph of names that close a ring: each with the ring's names in order, beginning and ending at the edge's target. */
export function findRings<E>(names: Iterable<string>, edgesOf: (name: string) => readonly { readonly to: string; readonly edge: E }[]): { readonly edge: E; readonly ring: readonly string[] }[] {
  const done = new Set<string>();
  const found: { edge: E; ring: readonly string[] }[] = [];
  const path: string[] = [];
  const visit = (name: string): void => {
    path.push(name);
    for (const { to, edge } of edgesOf(name)) {
      const at = path.indexOf(to);
      if (at >= 0) found.push({ edge, ring: [...path.slice(at), to] });
      else if (!done.has(to) && path.length < 500) visit(to);
    }
    path.pop();
    done.add(name);
  };
  for (const name of names) if (!done.has(name)) visit(name);
  return found;
}
