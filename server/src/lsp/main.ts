import { setFlagsFromString } from "node:v8";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { pathOfFileUri } from "../base/uri.ts";
import { disk } from "../node/disk.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { shellcheckProgram } from "../node/shellcheck.ts";
import { startServer } from "./server.ts";

if (!process.argv.some((word) => /^--(?:stdio|node-ipc|socket|pipe|clientProcessId)/.test(word))) process.argv.push("--stdio");

// By then the space for young objects has grown to what edits need. V8 would let it grow on to three times 16 MB, most of which lies idle.
setTimeout(() => setFlagsFromString("--semi-space-growth-factor=1"), 500).unref();

// What a library prints must not end up in the protocol's stream.
console.log = console.error;

startServer(createConnection(ProposedFeatures.all), {
  host: disk,
  environment: processEnvironment,
  shellcheck: shellcheckProgram,
  registry: async ({ insecure, folders }) => {
    const { registryClient } = await import("../node/registry/registry-client.ts");
    return registryClient({ environment: process.env, insecure, excludedFolders: folders.flatMap((uri) => pathOfFileUri(uri) ?? []) });
  },
  loadLanguageService: () => import("../features/base/language-service.ts"),
});
