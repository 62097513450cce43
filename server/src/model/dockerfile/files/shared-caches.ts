import { rootBase, type Dockerfile, type Stage } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { shortRepository } from "../images/image-reference.ts";
import { runSteps } from "../scripts/run-steps.ts";
import type { Mount } from "./mounts.ts";
import { placeIn } from "./places.ts";

/** A cache that stages of different systems share, though one cannot use what the other stores. */
export interface SharedCache {
  readonly mount: Mount;
  readonly id: string;
  /** A stage above that uses it too. */
  readonly other: Stage;
  readonly stage: Stage;
}

/** Folders with compiled files or with packages of one distribution; what managers of languages download is kept apart by platform, and caches of compilers by the compiler. */
const systemBound = /^\/var\/(?:cache|lib)\/(?:apt|apk|dnf|yum)(?:\/|$)|\/(?:target|node_modules|\.?venv|_build|deps)\/?$/;

export function sharedCaches(dockerfile: Dockerfile): SharedCache[] {
  const first = new Map<string, { readonly stage: Stage; readonly system: string }>();
  const found: SharedCache[] = [];
  for (const { stage, run, mounts } of runSteps(dockerfile)) {
    const system = systemOf(stage);
    for (const mount of mounts) {
      if (mount.type !== "cache" || mount.target === undefined || system === undefined) continue;
      const target = placeIn(stage, run.span.start, mount.target);
      const id = mount.options.find(({ key }) => key.toLowerCase() === "id")?.value ?? mount.target.replace(/(?<=.)\/+$/, "");
      if (id.includes("$") || !systemBound.test(target)) continue;
      const known = first.get(id);
      if (!known) first.set(id, { stage, system });
      else if (known.system !== system) found.push({ mount, id, other: known.stage, stage });
    }
  }
  return found;
}

/** The distribution, and for Debian and Ubuntu the name of the image, whose packages differ. */
function systemOf(stage: Stage): string | undefined {
  const base = rootBase(stage);
  const { distribution } = baseFacts(stage);
  if (base.kind !== "image" || distribution === "unknown") return undefined;
  return distribution === "debian" && shortRepository(base.ref) === "ubuntu" ? "ubuntu" : distribution;
}
