import type { CopyInstruction, Flag } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** A COPY or ADD that asks for a layer of its own. */
export interface LinkedCopy {
  readonly copy: CopyInstruction;
  readonly link: Flag;
  /** With a mode BuildKit makes an ordinary layer all the same. */
  readonly mode: Flag | undefined;
}

export function linkedCopies(dockerfile: Dockerfile): LinkedCopy[] {
  return [...dockerfile.all("COPY"), ...dockerfile.all("ADD")].flatMap((copy): LinkedCopy[] => {
    const link = copy.flags.find(({ name }) => name === "link");
    if (!link || /^(?:false|0)$/i.test(link.plainValue ?? "")) return [];
    return [{ copy, link, mode: copy.flags.find(({ name }) => name === "chmod") }];
  });
}
