import type { Stage } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isAtOrBelow } from "./mounts.ts";

/** A folder of an image that is a symbolic link to another one. */
export interface LinkedFolder {
  readonly link: string;
  readonly real: string;
}

const merged: readonly LinkedFolder[] = ["/bin", "/sbin", "/lib", "/lib64", "/lib32"].map((link) => ({ link, real: `/usr${link}` }));
const variable: readonly LinkedFolder[] = [{ link: "/var/run", real: "/run" }, { link: "/var/lock", real: "/run/lock" }];

/** The link that a path goes through, in the images of distributions that have moved their programs below `/usr`. */
export function linkedFolder(stage: Stage, path: string): LinkedFolder | undefined {
  const { distribution } = baseFacts(stage);
  const isMerged = distribution === "debian" || distribution === "rhel" || distribution === "suse" || distribution === "arch";
  if (!isMerged && distribution !== "alpine") return undefined;
  return [...(isMerged ? merged : []), ...variable].find(({ link }) => isAtOrBelow(link, path));
}
