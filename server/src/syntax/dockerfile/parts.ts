import type { InstructionKind } from "./tree.ts";

const kinds: readonly InstructionKind[] = [
  "FROM", "RUN", "CMD", "ENTRYPOINT", "SHELL", "COPY", "ADD", "ENV", "LABEL", "ARG", "EXPOSE", "VOLUME", "USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER", "HEALTHCHECK", "ONBUILD", "unknown",
];

const bits = new Map(kinds.map((kind, index) => [kind, 1 << index]));

/** The bit, for `noteRead`, that says that something in instructions of a kind was looked at. Which kinds follow on each other is no part of that. */
export function partOf(kind: InstructionKind): number {
  return bits.get(kind)!;
}

/** The same for several kinds. */
export function partsOf(...several: readonly InstructionKind[]): number {
  return several.reduce((parts, kind) => parts | partOf(kind), 0);
}

/** That the text itself was looked at, or comments in it, which every edit changes. */
export const textPart = 1 << kinds.length;

/** That the list of faults was looked at. */
export const faultsPart = 1 << (kinds.length + 1);

/** Everything. */
export const allParts = -1;
