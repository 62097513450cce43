import { memoize } from "../base/memoize.ts";
import type { Dockerfile, Stage } from "../model/dockerfile/dockerfile.ts";
import { parseImageRef, shortRepository } from "../model/dockerfile/images/image-reference.ts";
import { type StageReference, stageReferences } from "../model/dockerfile/stages/stage-references.ts";
import { contextNames, type DockerfileUse } from "../model/dockerfile/use.ts";
import { expandGlobal } from "../model/dockerfile/variables/build-arguments.ts";
import { globalScope, scopeBefore } from "../model/dockerfile/variables/scope.ts";
import { variablesOf } from "../syntax/dockerfile/words.ts";
import { commentsAbove, freeStageName, hasStageNumbers } from "./dockerfile-edits.ts";
import { type Fix, insertLinesAbove, replace, suggestion } from "./fix.ts";

/**
 * Gives the image that a COPY names with variables a stage, whose FROM may hold them: an existing one that does nothing else, or
 * a new one. Undefined where FROM would not see the same values, and where a further stage changes what others mean.
 */
export function nameImageByStage(reference: StageReference, use: DockerfileUse): Fix | undefined {
  const { stage, text, span } = reference;
  const planned = stage && plannedStages(stage.dockerfile).get(text);
  if (!planned || !isTopLevel(reference) || !isSameInFrom(reference, stage)) return undefined;
  const { dockerfile } = stage;
  const known = dockerfile.stages.find((other) => other.index < stage.index && other.name && other.instructions.length === 0 && other.from.image?.text === text && other.from.flags.length === 0);
  if (known) return suggestion(`Copy from the stage ${known.name!.text}`, replace(span, known.name!.text));
  if (hasStageNumbers(dockerfile) || contextNames(use).has(planned.name)) return undefined;
  return suggestion(`Name the image ${planned.name} with FROM`, stageAbove(planned.stage, text, planned.name), replace(span, planned.name));
}

interface PlannedStage {
  readonly name: string;
  /** The stage that needs it first. */
  readonly stage: Stage;
}

/** A stage for each image with variables that is copied from, by the image as written. */
const plannedStages = memoize((dockerfile: Dockerfile): ReadonlyMap<string, PlannedStage> => {
  const references = stageReferences(dockerfile);
  const taken = new Set(["scratch", "context", ...references.map(({ text }) => text.toLowerCase())]);
  const planned = new Map<string, PlannedStage>();
  for (const reference of references) {
    const { by, stage, text } = reference;
    if (by !== "COPY" || !stage || !text.includes("$") || planned.has(text) || !isTopLevel(reference)) continue;
    const name = freeStageName(dockerfile, nameFor(dockerfile, text), taken);
    taken.add(name);
    planned.set(text, { name, stage });
  }
  return planned;
});

/** Of `ghcr.io/astral-sh/uv:$VERSION` that is `uv`; of a variable alone what its default says. */
function nameFor(dockerfile: Dockerfile, text: string): string {
  const short = (image: string): string => shortRepository(parseImageRef(image)).replace(/\$\{[^}]*\}?|\$\w+/g, "").replace(/^[^a-z]+|[^a-z0-9]+$/g, "");
  const name = [text, expandGlobal(dockerfile, text).value].map(short).find((candidate) => candidate !== "") ?? "";
  return /^[a-z][a-z0-9._-]*$/.test(name) ? name : "source";
}

/** What ONBUILD stores is copied in another build. */
function isTopLevel({ instruction, stage }: StageReference): boolean {
  return stage !== undefined && stage.dockerfile.stageOf(instruction) === stage;
}

function isSameInFrom({ instruction, span }: StageReference, stage: Stage): boolean {
  const { dockerfile } = stage;
  const own = scopeBefore(stage, instruction);
  return variablesOf(dockerfile.text, span, dockerfile.tree.escape).every(({ name }) => {
    const declared = own.find(name);
    return globalScope(dockerfile).find(name) !== undefined && (declared === undefined || declared.inherited !== undefined);
  });
}

/** Above the comment of the stage, below the directives of the file. */
function stageAbove({ from, dockerfile: { text, tree } }: Stage, image: string, name: string): ReturnType<typeof insertLinesAbove> {
  const directives = text.indexOf("\n", tree.directives.at(-1)?.span.end ?? text.length) + 1;
  const keyword = text.slice(from.keywordSpan.start, from.keywordSpan.end);
  return insertLinesAbove(text, Math.max(directives, commentsAbove(text, from.span.start)), [`${keyword} ${image} ${keyword === "from" ? "as" : "AS"} ${name}`]);
}
