import { RegistryError } from "../../base/registry-client.ts";
import type { Challenge } from "./challenges.ts";
import type { Credentials } from "./credentials.ts";
import { type Answer, send } from "./requests.ts";

const tokenLimit = 1024 * 1024;
const clientId = "bakewell";

/** What a registry wants of whom, and for what. */
export interface Access {
  /** As the user wrote it. */
  readonly registry: string;
  readonly repository: string;
  /** Whether the registry itself is asked without TLS, so that its tokens may be, too. */
  readonly isPlain: boolean;
  readonly credentials: Credentials | undefined;
  readonly signal: AbortSignal;
}

/** The value of `Authorization` that answers a registry's challenge; undefined where there is nothing to answer with. */
export async function authorize(challenges: readonly Challenge[], access: Access): Promise<string | undefined> {
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer) return `Bearer ${await fetchToken(bearer, access)}`;
  const isBasic = challenges.some(({ scheme }) => scheme === "basic");
  return isBasic && access.credentials && "user" in access.credentials ? basic(access.credentials) : undefined;
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

async function fetchToken({ parameters }: Challenge, access: Access): Promise<string> {
  const realm = readRealm(parameters.get("realm") ?? "", access);
  const service = parameters.get("service");
  // The registry may ask for more than is needed here; reading is all that is.
  const scope = `repository:${access.repository}:pull`;
  const fields = { ...(service === undefined ? {} : { service }), scope, client_id: clientId };
  const { credentials, signal } = access;
  if (credentials && "identityToken" in credentials) {
    const body = new URLSearchParams({ ...fields, grant_type: "refresh_token", refresh_token: credentials.identityToken });
    return readToken(await send({ method: "POST", url: realm, headers: {}, body }, tokenLimit, signal), access);
  }
  for (const [name, value] of Object.entries(fields)) realm.searchParams.set(name, value);
  const headers = credentials ? { authorization: basic(credentials) } : {};
  return readToken(await send({ method: "GET", url: realm, headers }, tokenLimit, signal), access);
}

/** Passwords go there, so it must be an address with TLS unless the registry has none either. */
function readRealm(text: string, { registry, isPlain }: Access): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" || (isPlain && url?.protocol === "http:");
  if (!url || !isSafe || url.username !== "" || url.password !== "") throw new RegistryError("bad-answer", `${registry} sends to an address for tokens that is not safe to use.`);
  return url;
}

function readToken({ status, url, body }: Answer, { registry, credentials }: Access): string {
  if (status === 401 || status === 403) {
    const reason = credentials ? "does not accept the stored credentials. Log in again" : "gives no access without credentials. Log in";
    throw new RegistryError("denied", `${url.host} ${reason}: docker login ${registry}`);
  }
  if (status === 429) throw new RegistryError("rate-limited", `${url.host} has had too many requests from here. Try again later, or log in: docker login ${registry}`);
  const token = status === 200 ? tokenIn(body) : undefined;
  if (token === undefined) throw new RegistryError("bad-answer", `${url.host} gives no token for ${registry} (status ${status}).`);
  return token;
}

function tokenIn(body: Uint8Array): string | undefined {
  try {
    const { token, access_token: accessToken } = JSON.parse(Buffer.from(body).toString("utf8")) as { token?: unknown; access_token?: unknown };
    const found = typeof token === "string" && token !== "" ? token : accessToken;
    // What cannot stand in a header is no token.
    return typeof found === "string" && /^[\x21-\x7e]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
