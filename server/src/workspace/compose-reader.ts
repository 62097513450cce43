import { LatePart } from "../base/late-part.ts";

/** Reads Compose files: the library for YAML is large, and nothing to folders that have none. */
export const composeReader = new LatePart(() => import("../syntax/yaml/parse.ts"));
