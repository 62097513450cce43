import { memoize } from "../base/memoize.ts";
import type { FileHost } from "../base/host.ts";
import { isInside, parentUri } from "../base/uri.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import { bakeLanguage } from "./bake-language.ts";
import { roleOfName } from "./file-kind.ts";
import type { Snapshot } from "./snapshot.ts";

/** Folders directly below one that are looked into; beyond this many, none of them is. */
const maximumSiblings = 60;

/** HCL of other programs, told by its name. */
const foreignName = /^(?:terragrunt|root)\.hcl$|\.(?:lock|pkr|pkrvars|nomad|sentinel|policy)\.hcl$/;

/**
 * HCL files whose names do not tell what they are, but which `bake -f` may load beside a file: those in its folder, in the
 * folders above as far as the workspace reaches, and in the folders directly below these.
 */
export async function findCompanions(host: FileHost, folderUri: string, rootUri: string): Promise<string[]> {
  const found = new Set<string>();
  for (let folder = folderUri; isInside(rootUri, folder); folder = parentUri(folder)) {
    const entries = await host.list(folder);
    const below = entries.filter(({ kind, name }) => kind === "folder" && !name.startsWith(".") && name !== "node_modules");
    const folders = [folder, ...(below.length > maximumSiblings ? [] : below.map(({ name }) => `${folder}/${encodeURIComponent(name)}`))];
    for (const each of folders) {
      for (const { kind, name } of each === folder ? entries : await host.list(each)) {
        if (kind === "file" && isCompanionName(name)) found.add(`${each}/${encodeURIComponent(name)}`);
      }
    }
    if (parentUri(folder) === folder) break;
  }
  return [...found];
}

/** Whether a name may be that of such a file. */
export function isCompanionName(name: string): boolean {
  return name.endsWith(".hcl") && roleOfName(name) === undefined && !foreignName.test(name);
}

/** Such a file, read as a bake file. The language has to be loaded. */
export const companionFile = memoize(({ uri, text }: Snapshot): BakeFile => {
  const { readBakeFile, parseHcl } = bakeLanguage.loaded!;
  return readBakeFile(uri, parseHcl(text, ""));
});
