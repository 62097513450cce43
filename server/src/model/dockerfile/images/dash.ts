import { rootBase, type Stage } from "../dockerfile.ts";
import { baseFacts } from "./base-facts.ts";
import { shortRepository } from "./image-reference.ts";

/** The last major releases of Debian and Ubuntu whose dash knows no pipefail. */
const lastWithout: Readonly<Record<string, number>> = { debian: 12, ubuntu: 24 };
const codename = /(?:^|[-_])(?:jessie|stretch|buster|bullseye|bookworm|trusty|xenial|bionic|focal|jammy|noble)(?:$|[-_])/;

/** Whether the `sh` of a stage is surely a dash without pipefail: that of an old release, as the tag of the image says. */
export function lacksPipefail(stage: Stage): boolean {
  const base = rootBase(stage);
  if (base.kind !== "image" || baseFacts(stage).distribution !== "debian") return false;
  const tag = base.ref.tag?.toLowerCase() ?? "";
  if (codename.test(tag)) return true;
  // `ubuntu:22.04`, or `cuda:12.4.0-devel-ubuntu22.04`.
  const [, name = shortRepository(base.ref), inTag] = /(?:^|[-_])(debian|ubuntu)-?(\d+)/.exec(tag) ?? [];
  const last = Object.hasOwn(lastWithout, name) ? lastWithout[name]! : 0;
  return Number.parseInt(inTag ?? tag, 10) <= last;
}
