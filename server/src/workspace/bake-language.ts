import { LatePart } from "../base/late-part.ts";

/** Reads and evaluates bake files: a third of the program, and nothing to folders that have none. */
export const bakeLanguage = new LatePart(() => import("./bake-language-parts.ts"));
