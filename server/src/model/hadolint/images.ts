import type { CopyInstruction, FromInstruction, Instruction } from "../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Place } from "./runs.ts";

/** What hadolint reads off a FROM. Variables are not replaced, and case counts. */
export interface PlainImage {
  readonly written: string;
  /** Without registry, tag and digest. */
  readonly name: string;
  readonly hasVersion: boolean;
  readonly alias: string | undefined;
  readonly platform: string | undefined;
}

/** Only what has a dot in front of the first slash is a registry: `localhost:5000/app` is an image with a tag. */
export function imageOf(from: FromInstruction): PlainImage {
  const written = from.image?.text ?? "";
  const plain = written.replace(/^[\w-]+(?:\.[\w.-]+)(?::[^/]*)?\//, "");
  return {
    written,
    name: plain.replace(/[:@].*$/s, ""),
    hasVersion: /[:@]/.test(plain.replace(/\$\{[^}]*\}/g, "")),
    alias: from.name?.text,
    platform: from.flags.find(({ name }) => name === "platform")?.value?.text,
  };
}

export function instructionsBeforeFrom({ tree }: Dockerfile): Place[] {
  const from = tree.instructions.findIndex(({ kind }) => kind === "FROM");
  return (from < 0 ? tree.instructions : tree.instructions.slice(0, from)).filter(({ kind }) => kind !== "ARG" && kind !== "unknown").map(whole);
}

function whole(instruction: Instruction): Place {
  return { instruction, span: instruction.headSpan };
}

export function untaggedImages(dockerfile: Dockerfile): Place[] {
  const aliases = new Set<string>();
  return dockerfile.all("FROM").flatMap((from) => {
    const { written, name, hasVersion, alias } = imageOf(from);
    const isFine = hasVersion || written === "scratch" || written.startsWith("$") || aliases.has(name) && name === written;
    if (alias !== undefined) aliases.add(alias);
    return isFine || !from.image ? [] : [{ instruction: from, span: from.image.span }];
  });
}

export function repeatedAliases(dockerfile: Dockerfile): Place[] {
  const seen = new Set<string>();
  return dockerfile.all("FROM").flatMap((from) => {
    const { alias } = imageOf(from);
    const isRepeated = alias !== undefined && seen.has(alias);
    if (alias !== undefined) seen.add(alias);
    return isRepeated ? [{ instruction: from, span: from.name!.span }] : [];
  });
}

export function reservedAliases(dockerfile: Dockerfile): Place[] {
  return dockerfile.all("FROM").filter((from) => /^(?:scratch|context)$/.test(imageOf(from).alias ?? "")).map(whole);
}

export function redundantPlatforms(dockerfile: Dockerfile): Place[] {
  return dockerfile.all("FROM").filter((from) => /^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(imageOf(from).platform ?? "")).map(whole);
}

/** Copies from what is neither an earlier stage, by its name or number, nor an image with a version. */
export function unknownSources(dockerfile: Dockerfile): Place[] {
  return copiesFrom(dockerfile).flatMap(({ copy, from, before }) => {
    const isKnown = before.some((alias) => alias === from) || from.includes(":") || (/^\d+$/.test(from) && Number(from) < before.length);
    return isKnown ? [] : [whole(copy)];
  });
}

export function ownSources(dockerfile: Dockerfile): Place[] {
  return copiesFrom(dockerfile).flatMap(({ copy, from, before }) => (before.at(-1) === from ? [whole(copy)] : []));
}

/** Every `COPY --from`, with the names of the stages so far; its own is the last. */
function copiesFrom(dockerfile: Dockerfile): { copy: CopyInstruction; from: string; before: readonly (string | undefined)[] }[] {
  return dockerfile.all("COPY").flatMap((copy) => {
    const from = copy.flags.find(({ name }) => name === "from")?.value?.text;
    if (from === undefined) return [];
    const index = dockerfile.stageOf(copy)?.index ?? -1;
    return [{ copy, from, before: dockerfile.stages.slice(0, index + 1).map(({ name }) => name?.text) }];
  });
}

/** The second and further ones of a kind in a stage. */
export function repeated(dockerfile: Dockerfile, kind: "CMD" | "ENTRYPOINT" | "HEALTHCHECK"): Place[] {
  return dockerfile.stages.flatMap((stage) => stage.instructions.filter((instruction) => instruction.kind === kind).slice(1).map(whole));
}

export function shellForms(dockerfile: Dockerfile): Place[] {
  return [...dockerfile.all("CMD"), ...dockerfile.all("ENTRYPOINT"), ...dockerfile.all("HEALTHCHECK")].filter(({ command }) => command?.form === "shell").map(whole);
}
