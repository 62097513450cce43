import { imagesWithoutVariables, imageVariables } from "../../../data/image-variables.ts";
import { isPredefinedArg } from "../../../data/predefined-args.ts";
import { ownOfKind, rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { isOfficialImage, shortRepository } from "../images/image-reference.ts";

/**
 * Whether the image that a stage starts from is likely to set a variable: images such as Python's say their own release, which
 * their FROM asks for, and those that are made to be passed as an argument declare what BuildKit provides, by ONBUILD.
 */
export function isLikelyOfBase(stage: Stage, name: string): boolean {
  if (setsNoVariables(stage)) return false;
  const base = rootBase(stage);
  if (isPlatformArg(name) && !baseFacts(stage).isKnown && (base.kind !== "image" || base.isFromVariable) && !declaresPlatform(stage)) return true;
  return imageVariables.has(name) || (name.includes("_") && (stageChain(stage).at(-1)?.from.image?.text.includes(name) ?? false));
}

/** Whether the image that a stage starts from is known to set nothing besides PATH. */
export function setsNoVariables(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "scratch" || (base.kind === "image" && !base.isFromVariable && isOfficialImage(base.ref) && imagesWithoutVariables.test(shortRepository(base.ref)));
}

function isPlatformArg(name: string): boolean {
  return /^(?:BUILD|TARGET)/.test(name) && isPredefinedArg(name);
}

/** Who declares some of what BuildKit provides in a stage expects none of it from the base. */
function declaresPlatform(stage: Stage): boolean {
  return stageChain(stage).some((link) => ownOfKind(link, "ARG").some(({ pairs }) => pairs.some(({ key }) => isPlatformArg(key.text))));
}
