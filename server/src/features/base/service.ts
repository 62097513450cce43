import type { LanguageService } from "./language-service.ts";

/** Loads the Dockerfile language service when it is first needed. */
export type LoadService = () => Promise<LanguageService>;
