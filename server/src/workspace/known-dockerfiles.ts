import { parentUri } from "../base/uri.ts";

/** More Dockerfiles around one are a collection, not the parts of one program. */
const mostBeside = 20;

/** The Dockerfiles that were found, whether open or not. */
export class KnownDockerfiles implements Iterable<string> {
  private readonly uris = new Set<string>();
  private readonly byFolder = new Map<string, Set<string>>();
  /** By the folder that holds theirs. */
  private readonly byFolderAbove = new Map<string, Set<string>>();

  [Symbol.iterator](): Iterator<string> {
    return this.uris.values();
  }

  add(uri: string): void {
    this.uris.add(uri);
    const folder = parentUri(uri);
    addTo(this.byFolder, folder, uri);
    addTo(this.byFolderAbove, parentUri(folder), uri);
  }

  delete(uri: string): void {
    this.uris.delete(uri);
    const folder = parentUri(uri);
    this.byFolder.get(folder)?.delete(uri);
    this.byFolderAbove.get(parentUri(folder))?.delete(uri);
  }

  /** Those in the folder of a known one, in the folder above, and in the folders in either; none when there are too many. Sorted. */
  beside(uri: string): readonly string[] {
    if (!this.uris.has(uri)) return [];
    const folder = parentUri(uri);
    const above = parentUri(folder);
    const groups = [this.byFolder.get(folder), this.byFolder.get(above), this.byFolderAbove.get(folder), this.byFolderAbove.get(above)];
    if (groups.some((group) => (group?.size ?? 0) > mostBeside + 1)) return [];
    const found = new Set(groups.flatMap((group) => [...group ?? []]));
    found.delete(uri);
    return found.size > mostBeside ? [] : [...found].sort();
  }
}

function addTo(groups: Map<string, Set<string>>, key: string, uri: string): void {
  const group = groups.get(key);
  if (group) group.add(uri);
  else groups.set(key, new Set([uri]));
}
