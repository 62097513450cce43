import { DockerfileLanguageServiceFactory } from "dockerfile-language-service";

/**
 * The library that serves those Dockerfile features which we have not written better yet. It is a bundle of its own
 * and loaded when a request first needs it; never on the keystroke path.
 */
export function createLanguageService() {
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({
    completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true, deprecatedSupport: true } },
    hover: { contentFormat: ["markdown"] },
    foldingRange: { lineFoldingOnly: false },
  });
  return service;
}

export type LanguageService = ReturnType<typeof createLanguageService>;
