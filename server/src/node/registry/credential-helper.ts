import { homedir } from "node:os";
import { findProgram } from "../find-program.ts";
import { runProgram } from "../run-program.ts";
import type { CredentialSources, FoundCredentials } from "./credentials.ts";

/** Long enough to unlock a key ring by hand. */
const timeoutMilliseconds = 60_000;
const maximumOutput = 1024 * 1024;

/** Asks `docker-credential-NAME` of this machine for the credentials of a registry. */
export async function askHelper(name: string, key: string, sources: CredentialSources, signal: AbortSignal): Promise<FoundCredentials> {
  if (!/^[a-z0-9_.-]+$/.test(name)) return { problem: "Docker's config.json names a credential helper with characters that such a name does not have" };
  const program = `docker-credential-${name}`;
  const path = await findProgram(program, { path: sources.environment["PATH"], excludedFolders: sources.excludedFolders });
  if (path === undefined) return { problem: `the credential helper ${program} that Docker's config.json names is not on PATH` };
  // It runs outside the workspace. What it says on standard error may hold secrets and is dropped.
  const run = await runProgram({ path, words: ["get"], input: `${key}\n`, folder: homedir(), environment: sources.environment, timeoutMilliseconds, maximumOutput }, signal);
  if (run?.code !== 0) return /credentials not found/i.test(run?.output ?? "") ? {} : { problem: `the credential helper ${program} failed` };
  return readAnswer(run.output) ?? { problem: `the credential helper ${program} gave no answer that can be read` };
}

/** An identity token is stored under the user `<token>`. */
function readAnswer(output: string): FoundCredentials | undefined {
  try {
    const { Username: user, Secret: secret } = JSON.parse(output) as { Username?: unknown; Secret?: unknown };
    if (typeof user !== "string" || typeof secret !== "string") return undefined;
    return { credentials: user === "<token>" ? { identityToken: secret } : { user, password: secret } };
  } catch {
    return undefined;
  }
}
