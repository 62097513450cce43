import type { ImagePlace } from "../../../base/registry-client.ts";
import type { ImageRef } from "./image-reference.ts";

/** Docker Hub goes by several names. */
const hub = /^(?:index\.|registry-1\.)?docker\.io$/;

/** Where a reference leads, with what Docker puts in for parts that are not written: `debian` is `docker.io` and `library/debian`. */
export function registryPlaceOf({ registry, repository }: ImageRef): ImagePlace {
  if (registry !== undefined && !hub.test(registry)) return { registry, repository };
  return { registry: "docker.io", repository: repository.includes("/") ? repository : `library/${repository}` };
}
