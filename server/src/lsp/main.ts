import { setFlagsFromString } from "node:v8";
import { pathOfFileUri } from "../base/uri.ts";
import { disk } from "../node/asynchronous-disk.ts";
import { processEnvironment } from "../node/process-environment.ts";
import { shellcheckProgram } from "../node/shellcheck.ts";
import { whenProcessEnds } from "./client-process.ts";
import { Connection } from "./connection.ts";
import { startServer } from "./server.ts";
import { openTransport, wordValue } from "./transport.ts";

const words = process.argv.slice(2);

// By then the space for young objects has grown to what edits need; V8 would let it grow on to three times 16 MB, most of which lies idle.
// It has to come after what was compiled is kept (scripts/build.mjs), which belongs to one set of flags.
setTimeout(() => setFlagsFromString("--semi-space-growth-factor=1"), 600).unref();

// What a library prints must not end up in the protocol's stream.
console.log = console.info = console.debug = console.dir = console.error;

const transport = openTransport(words);
const namedProcess = Number(wordValue(words, "--clientProcessId"));
const follow = (processId: number): void => whenProcessEnds(processId, () => connection.end());
// The process that the command line names goes before the one that the client names, as with other servers.
const connection = new Connection(transport.channel, { follow: namedProcess > 0 ? () => undefined : follow, exit: (code) => process.exit(code) });
if (namedProcess > 0) follow(namedProcess);
transport.onEnd(() => connection.end());

startServer(connection, {
  host: disk,
  environment: processEnvironment,
  shellcheck: shellcheckProgram,
  registry: async ({ insecure, folders }) => {
    const { registryClient } = await import("../node/registry/registry-client.ts");
    return registryClient({ environment: process.env, insecure, excludedFolders: folders.flatMap((uri) => pathOfFileUri(uri) ?? []) });
  },
  loadLanguageService: () => import("../features/base/language-service.ts"),
});
