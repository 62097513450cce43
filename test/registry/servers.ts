// Servers around the real registry: one that stands in front of it, and one that gives out its tokens.
import { createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { CertificateFiles } from "./certificates.ts";

/** What a server was asked: method, path with query, and what was said for who one is. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface TestServer {
  readonly host: string;
  readonly asked: readonly Asked[];
}

type Handler = (request: Asked, response: ServerResponse) => void | Promise<void>;

/** Serves on a free loopback port until the test ends. */
export async function serve(t: TestContext, handler: Handler): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((read) => {
      asked.push(read);
      return handler(read, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return { method: request.method!, url: request.url!, authorization: request.headers.authorization, body };
}

/** Answers as the registry behind does, unless `change` has answered; `change` may also take headers away. */
export function serveInFront(t: TestContext, registry: string, change: (request: Asked, response: ServerResponse, headers: Headers) => boolean | void): Promise<TestServer> {
  return serve(t, async (request, response) => {
    const accept = "application/vnd.oci.image.manifest.v1+json";
    const behind = await fetch(`http://${registry}${request.url}`, { method: request.method, headers: { accept, ...(request.authorization ? { authorization: request.authorization } : {}) } });
    const headers = new Headers(behind.headers);
    const body = Buffer.from(await behind.arrayBuffer());
    if (change(request, response, headers)) return;
    response.writeHead(behind.status, Object.fromEntries([...headers].filter(([name]) => !/^(?:content-length|transfer-encoding|connection)$/.test(name))));
    response.end(request.method === "HEAD" ? undefined : body);
  });
}

export const tokenService = "test-registry";
export const tokenIssuer = "test-issuer";

/** A token as the registry's own token authentication takes it, signed by the key of a certificate that the registry trusts. */
export function signToken({ certificate, key }: CertificateFiles, repository: string, actions: readonly string[]): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: "JWT", alg: "ES256", x5c: [new X509Certificate(readFileSync(certificate)).raw.toString("base64")] };
  const claims = { iss: tokenIssuer, sub: "tester", aud: tokenService, exp: now + 300, nbf: now - 60, iat: now - 60, jti: randomUUID(), access: [{ type: "repository", name: repository, actions }] };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const privateKey = createPrivateKey(readFileSync(key));
  return `${text}.${sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/** Gives tokens to `user` with `password`, to who shows the identity token `identity`, and to nobody else. */
export async function serveTokens(t: TestContext, keys: CertificateFiles): Promise<TestServer> {
  return serve(t, ({ method, url, authorization, body }, response) => {
    const fields = method === "POST" ? new URLSearchParams(body) : new URL(url, "http://localhost").searchParams;
    const isKnown = method === "POST"
      ? fields.get("grant_type") === "refresh_token" && fields.get("refresh_token") === "identity"
      : authorization === `Basic ${Buffer.from("user:password").toString("base64")}`;
    const [, repository, actions] = fields.get("scope")!.split(":");
    const isOurs = fields.get("service") === tokenService && fields.get("client_id") === "bakewell";
    response.writeHead(isKnown && isOurs ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(isKnown && isOurs ? { access_token: signToken(keys, repository!, actions!.split(",")) } : { details: "incorrect username or password" }));
  });
}
