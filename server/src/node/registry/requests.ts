import { isRegistryError, RegistryError } from "../../base/registry-client.ts";

/** A whole exchange, redirects and body included, takes so long at most. */
const timeoutMilliseconds = 20_000;
const mostRedirects = 5;

export interface Request {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams;
}

/** An answer that was read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from in the end. */
  readonly url: URL;
  readonly body: Uint8Array;
}

/**
 * Sends a request and reads the answer, at most `limit` bytes of it. Redirects are followed, but no password or token goes to
 * another host with them, and none leads from https to http.
 * @throws RegistryError when no answer comes.
 */
export async function send(request: Request, limit: number, signal: AbortSignal): Promise<Answer> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
  try {
    return await follow(request, limit, ended);
  } catch (error) {
    if (isRegistryError(error)) throw error;
    if (signal.aborted) throw new RegistryError("cancelled", "The question to the registry was cancelled.");
    throw noConnection(request.url, error);
  }
}

async function follow(request: Request, limit: number, signal: AbortSignal): Promise<Answer> {
  let { url, headers } = request;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await fetch(url, { method: request.method, headers, body: request.body ?? null, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
      return { status: response.status, headers: response.headers, url, body: await readBody(response, limit, url) };
    }
    await response.body?.cancel();
    // What was posted may be a token, and no registry redirects that.
    if (request.method === "POST") throw new RegistryError("bad-answer", `${url.host} redirects the request for a token, which is not followed.`);
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (!next || (next.protocol !== "https:" && next.protocol !== url.protocol)) throw new RegistryError("bad-answer", `${url.host} redirects to an address that is not followed.`);
    if (next.origin !== url.origin) headers = withoutAuthorization(headers);
    url = next;
  }
  throw new RegistryError("bad-answer", `${request.url.host} redirects in a circle.`);
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"));
}

async function readBody(response: Response, limit: number, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new RegistryError("bad-answer", `${url.host} sends more than the ${limit / 1024 / 1024} MiB that such an answer may have.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of that name. Check the name and the network.",
  EAI_AGAIN: "its name cannot be looked up now. Check the network.",
  ECONNREFUSED: "it refuses the connection. Check the port, and that the registry runs.",
  ECONNRESET: "it closed the connection.",
  EHOSTUNREACH: "there is no way to it. Check the network.",
  ENETUNREACH: "there is no network.",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS. If it is to be asked without, name it in the setting bakewell.registry.insecure.",
};

const unknownAuthority = "its certificate is not trusted. Name the file of its authority in the environment variable NODE_EXTRA_CA_CERTS.";
const certificateProblems: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  CERT_HAS_EXPIRED: "its certificate has expired.",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name.",
};

/** In plain words; the system's error code where there are none, never the text of an error, which may hold an address with a password. */
function noConnection({ host }: URL, error: unknown): RegistryError {
  if (error instanceof DOMException && error.name === "TimeoutError") return new RegistryError("unreachable", `${host} did not answer within ${timeoutMilliseconds / 1000} seconds.`);
  const { code } = ((error as { cause?: unknown }).cause ?? error) as { code?: unknown };
  const name = typeof code === "string" ? code : "";
  const untrusted = certificateProblems[name];
  if (untrusted !== undefined) return new RegistryError("untrusted", `${host} is not asked: ${untrusted}`);
  return new RegistryError("unreachable", `${host} cannot be reached: ${reasons[name] ?? `the connection failed${name === "" ? "" : ` (${name})`}.`}`);
}
