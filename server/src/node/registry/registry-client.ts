import { type ImagePlace, type ImageRepository, isRegistryError, type RegistryClient, RegistryError } from "../../base/registry-client.ts";
import { fetchDigest, fetchTags } from "./api.ts";
import { authorize } from "./authorization.ts";
import { readChallenges } from "./challenges.ts";
import { type CredentialSources, findCredentials, type FoundCredentials } from "./credentials.ts";
import { type Answer, send } from "./requests.ts";

export interface RegistrySettings extends CredentialSources {
  /** Registries, besides those of this machine, that may be asked without TLS. */
  readonly insecure: readonly string[];
}

/** Asks registries over HTTP, as whom the user has logged in with docker. */
export function registryClient(settings: RegistrySettings): RegistryClient {
  return {
    open: (place, signal): ImageRepository => {
      const connection = new RegistryConnection(place, settings, signal);
      return { digestOf: (tag) => fetchDigest(connection, tag), tags: () => fetchTags(connection) };
    },
  };
}

/** Requests to one repository; the token that the first one got serves the others. */
export class RegistryConnection {
  readonly place: ImagePlace;
  private readonly settings: RegistrySettings;
  private readonly signal: AbortSignal;
  private base: URL | undefined;
  private authorization: string | undefined;
  private found: FoundCredentials | undefined;

  constructor(place: ImagePlace, settings: RegistrySettings, signal: AbortSignal) {
    this.place = place;
    this.settings = settings;
    this.signal = signal;
  }

  /** A request below `/v2/REPOSITORY/`. Answers other than that access is denied are left to the caller. */
  async request(method: "GET" | "HEAD", path: string, accept: string, limit: number): Promise<Answer> {
    const first = await this.reach(method, path, accept, limit);
    if (first.status !== 401) return first;
    const challenges = readChallenges(first.headers.get("www-authenticate") ?? "");
    this.found ??= await findCredentials(this.place.registry, this.settings, this.signal);
    const { credentials } = this.found;
    const isPlain = this.base?.protocol === "http:";
    this.authorization = await authorize(challenges, { ...this.place, isPlain, credentials, signal: this.signal }).catch((error: unknown) => {
      throw this.explain(error);
    });
    if (this.authorization === undefined) throw this.denied();
    const second = await this.reach(method, path, accept, limit);
    if (second.status === 401 || second.status === 403) throw this.denied();
    return second;
  }

  /** That the registry gives no access, with why there were no credentials where that is known. */
  denied(): RegistryError {
    const { registry, repository } = this.place;
    const login = `docker login ${registry}`;
    const advice = this.found?.credentials
      ? `The stored credentials do not open it: log in as somebody who may read it (${login}).`
      : `It does not exist, or it is private: check the name, or log in (${login}).`;
    return this.explain(new RegistryError("denied", `${registry} gives no access to ${repository}. ${advice}`)) as RegistryError;
  }

  /** Adds to a refusal why no credentials were used. */
  private explain(error: unknown): unknown {
    const problem = this.found?.problem;
    return problem !== undefined && isRegistryError(error) && error.problem === "denied" ? new RegistryError("denied", `${error.message} No credentials were used: ${problem}.`) : error;
  }

  /** Sends the request; a registry that may be asked without TLS is asked so when it does not speak it. */
  private async reach(method: "GET" | "HEAD", path: string, accept: string, limit: number): Promise<Answer> {
    const [secure, plain] = addressesOf(this.place.registry, this.settings.insecure);
    const at = (base: URL): Promise<Answer> => {
      const headers = { accept, ...(this.authorization === undefined ? {} : { authorization: this.authorization }) };
      return send({ method, url: new URL(`/v2/${this.place.repository}/${path}`, base), headers }, limit, this.signal);
    };
    if (this.base) return at(this.base);
    const answer = await at(secure).catch((error: unknown) => {
      if (!plain || !isRegistryError(error) || error.problem !== "unreachable") throw error;
      this.base = plain;
      return at(plain);
    });
    this.base ??= secure;
    return answer;
  }
}

/** Where a registry answers: with TLS, and for this machine and what the user named also without. */
function addressesOf(registry: string, insecure: readonly string[]): [URL, URL | undefined] {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  if (!URL.canParse(`https://${host}`)) throw new RegistryError("not-found", `"${registry}" is no name of a registry.`);
  const secure = new URL(`https://${host}`);
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(secure.hostname);
  return [secure, isLocal || insecure.includes(registry) ? new URL(`http://${host}`) : undefined];
}
