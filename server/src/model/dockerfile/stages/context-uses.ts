import { expandGlobal } from "../variables/build-arguments.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type StageReference, stageReferences } from "./stage-references.ts";

/** The references that a named context of this name would serve: those to a stage, image or context of the name. */
export function referencesTo(dockerfile: Dockerfile, name: string): StageReference[] {
  const wanted = familiarName(name);
  return stageReferences(dockerfile).filter((reference) => !reference.isIndex && familiarName(plainText(dockerfile, reference)) === wanted);
}

/** Whether anything may take from a named context; names made of variables without a known value may be any. */
export function usesContext(dockerfile: Dockerfile, name: string): boolean {
  if (referencesTo(dockerfile, name).length > 0) return true;
  return stageReferences(dockerfile).some(({ text }) => text.includes("$") && (expandGlobal(dockerfile, text).unset.length > 0 || !expandGlobal(dockerfile, text).isExact));
}

function plainText(dockerfile: Dockerfile, { text }: StageReference): string {
  return text.includes("$") ? expandGlobal(dockerfile, text).value : text;
}

/** Contexts stand for image names in any spelling: `docker.io/library/debian:latest` is `debian`. */
function familiarName(name: string): string {
  return name.toLowerCase().replace(/^docker\.io\//, "").replace(/^library\//, "").replace(/:latest$/, "");
}
