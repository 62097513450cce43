import { parentUri, relativePath } from "../base/uri.ts";
import { cleanContextPath } from "../model/dockerfile/files/context-sources.ts";
import type { TargetLink } from "./links.ts";

/**
 * Where in the context a path that is missing there may be meant to lead: it was written from the Dockerfile's folder, or from a
 * folder above the context.
 */
export function nearPaths({ contextUri, dockerfileUri }: Pick<TargetLink, "contextUri" | "dockerfileUri">, path: string): string[] {
  if (contextUri === undefined) return [];
  const steps = path.split("/");
  const inner = steps.slice(1).flatMap((_, index) => (contextUri.endsWith(`/${steps.slice(0, index + 1).join("/")}`) ? [steps.slice(index + 1).join("/")] : []));
  const folder = dockerfileUri === undefined ? "." : relativePath(contextUri, parentUri(dockerfileUri));
  return /^\.\.?(?:\/|$)/.test(folder) ? inner : [...inner, cleanContextPath(`${folder}/${path}`)];
}
