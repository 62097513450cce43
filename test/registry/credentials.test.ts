// Who asks: passwords, tokens and credential helpers against the real docker-registry with its own authentication.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { provideRegistry, startRegistry } from "../../scripts/real-parts/registry.ts";
import { RegistryError } from "../../server/src/base/registry-client.ts";
import { bcryptHash } from "../../server/src/eval/functions/bcrypt.ts";
import { findCredentials } from "../../server/src/node/registry/credentials.ts";
import { registryClient, type RegistrySettings } from "../../server/src/node/registry/registry-client.ts";
import { requirePart } from "../harness/real-parts.ts";
import { provideOpenssl, selfSigned } from "./certificates.ts";
import { login, machine } from "./docker-config.ts";
import { pushImage } from "./pushed-images.ts";
import { serve, serveTokens, signToken, type TestServer, tokenIssuer, tokenService } from "./servers.ts";

const repository = "team/app";
const secret = "p4ss:wörd";
const authorization = `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`;
const needsShell = { skip: process.platform === "win32" ? "the helpers are scripts of sh" : false };

/** A registry that knows `user` by a password, with one image. */
async function startLocked(t: TestContext): Promise<{ host: string; pushed: string } | undefined> {
  const part = await requirePart(t, "registry", provideRegistry);
  if (!part) return undefined;
  const auth = (folder: string): object => {
    const path = join(folder, "htpasswd");
    writeFileSync(path, `user:${bcryptHash(Buffer.from(secret), Buffer.alloc(16, 7), 4)}\n`);
    return { htpasswd: { realm: "test", path } };
  };
  const registry = await startRegistry(part, { auth });
  t.after(() => registry.stop());
  return { host: registry.host, pushed: await pushImage({ host: registry.host, authorization, repository }, "locked", "oci-image", "1.0") };
}

/** A registry that takes tokens, which a server gives to `user`, with one image. */
async function startTokenRegistry(t: TestContext): Promise<{ host: string; pushed: string; tokens: TestServer } | undefined> {
  const part = await requirePart(t, "registry", provideRegistry);
  const openssl = await requirePart(t, "openssl", provideOpenssl);
  if (!part || !openssl) return undefined;
  const keys = await selfSigned(t, openssl);
  const tokens = await serveTokens(t, keys);
  const token = { realm: `http://${tokens.host}/token`, service: tokenService, issuer: tokenIssuer, rootcertbundle: keys.certificate };
  const registry = await startRegistry(part, { auth: () => ({ token }) });
  t.after(() => registry.stop());
  const { host } = registry;
  const target = { host, authorization: `Bearer ${signToken(keys, repository, ["pull", "push"])}`, repository };
  return { host, tokens, pushed: await pushImage(target, "tokens", "oci-index", "1.0", "latest") };
}

/** The digest of the image, or what the user reads. No secret may be in that, however it is written. */
async function ask(host: string, settings: RegistrySettings): Promise<string> {
  try {
    return await registryClient(settings).open({ registry: host, repository }, new AbortController().signal).digestOf("1.0");
  } catch (error) {
    assert.ok(error instanceof RegistryError, String(error));
    for (const hidden of [secret, "other", "identity", Buffer.from(secret).toString("base64")]) assert.ok(!error.message.includes(hidden), error.message);
    return `${error.problem}: ${error.message.replaceAll(host, "HOST")}`;
  }
}

const unknown = "denied: HOST gives no access to team/app. It does not exist, or it is private: check the name, or log in (docker login HOST).";
const wrong = "denied: HOST gives no access to team/app. The stored credentials do not open it: log in as somebody who may read it (docker login HOST).";

test("a password of config.json, by host and by address", async (t) => {
  const locked = await startLocked(t);
  if (!locked) return;
  const { host, pushed } = locked;
  assert.equal(await ask(host, machine(t, { auths: { [host]: login("user", secret) } })), pushed);
  assert.equal(await ask(host, machine(t, { auths: { [`https://${host}/v1/`]: login("user", secret) } })), pushed);
  assert.equal(await ask(host, machine(t, { auths: { [host]: { username: "user", password: secret } } })), pushed);
  assert.equal(await ask(host, machine(t, { auths: { [host]: login("user", "other") } })), wrong);
  assert.equal(await ask(host, machine(t, { auths: { "registry.example.com": login("user", secret) } })), unknown);
  assert.equal(await ask(host, machine(t)), unknown);
  assert.equal(await ask(host, machine(t, "{ broken")), `${unknown} No credentials were used: Docker's config.json is not valid JSON.`);
  assert.equal(await ask(host, machine(t, { auths: { [host]: { auth: "!!" } } })), unknown);
});

test("a credential helper is run with the registry on standard input, and no other program is", needsShell, async (t) => {
  const locked = await startLocked(t);
  if (!locked) return;
  const { host, pushed } = locked;
  const answer = `test "$*" = get && read -r server && test "$server" = "${host}" && printf '{"ServerURL":"x","Username":"user","Secret":"${secret}"}'`;
  assert.equal(await ask(host, machine(t, { credHelpers: { [host]: "mine" }, credsStore: "none" }, { mine: answer })), pushed);
  assert.equal(await ask(host, machine(t, { credsStore: "mine", auths: { [host]: {} } }, { mine: answer })), pushed);
  const without = (reason: string): string => `${unknown} No credentials were used: ${reason}.`;
  assert.equal(await ask(host, machine(t, { credsStore: "mine" }, { mine: "echo 'credentials not found in native keychain'; exit 1" })), unknown);
  assert.equal(await ask(host, machine(t, { credsStore: "mine" }, { mine: `echo '${secret}' >&2; exit 3` })), without("the credential helper docker-credential-mine failed"));
  assert.equal(await ask(host, machine(t, { credsStore: "mine" }, { mine: `echo '${secret}'` })), without("the credential helper docker-credential-mine gave no answer that can be read"));
  assert.equal(await ask(host, machine(t, { credsStore: "none" })), without("the credential helper docker-credential-none that Docker's config.json names is not on PATH"));
  const settings = machine(t, { credsStore: "mine;touch x" });
  assert.equal(await ask(host, settings), without("Docker's config.json names a credential helper with characters that such a name does not have"));
  assert.equal(existsSync(join(settings.folder, "x")), false);
  assert.equal(await ask(host, machine(t, { credsStore: "../mine" }, { mine: answer })), without("Docker's config.json names a credential helper with characters that such a name does not have"));
});

test("no helper is taken from the workspace or from a relative folder of PATH", needsShell, async (t) => {
  const locked = await startLocked(t);
  if (!locked) return;
  const { host } = locked;
  const settings = machine(t, { credsStore: "mine" }, { mine: 'touch "$(dirname "$0")/ran"; exit 1' });
  const workspace = join(settings.folder, "workspace");
  mkdirSync(workspace);
  renameSync(join(settings.folder, "docker-credential-mine"), join(workspace, "docker-credential-mine"));
  const missing = `${unknown} No credentials were used: the credential helper docker-credential-mine that Docker's config.json names is not on PATH.`;
  assert.equal(await ask(host, { ...settings, environment: { ...settings.environment, PATH: workspace }, excludedFolders: [workspace] }), missing);
  assert.equal(await ask(host, { ...settings, environment: { ...settings.environment, PATH: "workspace:." } }), missing);
  assert.equal(existsSync(join(workspace, "ran")), false);
});

test("Docker Hub's credentials are kept under the address that it once had", needsShell, async (t) => {
  const find = (settings: RegistrySettings) => findCredentials("docker.io", settings, new AbortController().signal);
  const found = { credentials: { user: "user", password: secret } };
  assert.deepEqual(await find(machine(t, { auths: { "https://index.docker.io/v1/": login("user", secret), "docker.io": login("other", "x") } })), found);
  const helper = `read -r server; printf '{"Username":"%s","Secret":"x"}' "$server"`;
  assert.deepEqual(await find(machine(t, { credsStore: "mine" }, { mine: helper })), { credentials: { user: "https://index.docker.io/v1/", password: "x" } });
  assert.deepEqual(await find(machine(t, { credHelpers: { "https://index.docker.io/v1/": "mine" } }, { mine: helper })), { credentials: { user: "https://index.docker.io/v1/", password: "x" } });
});

test("a registry that takes tokens: with a password, with an identity token, and refused", async (t) => {
  const registry = await startTokenRegistry(t);
  if (!registry) return;
  const { host, pushed, tokens } = registry;
  const scope = "scope=repository%3Ateam%2Fapp%3Apull";
  const asked = (): string[] => tokens.asked.map(({ method, url, body }) => `${method} ${url}${body === "" ? "" : ` ${body}`}`);

  assert.equal(await ask(host, machine(t, { auths: { [host]: login("user", "password") } })), pushed);
  assert.deepEqual(asked(), [`GET /token?service=${tokenService}&${scope}&client_id=bakewell`]);
  const identity = `grant_type=refresh_token&refresh_token=identity`;
  assert.equal(await ask(host, machine(t, { auths: { [host]: { ...login("<token>", ""), identitytoken: "identity" } } })), pushed);
  assert.deepEqual(asked().at(-1), `POST /token service=${tokenService}&${scope}&client_id=bakewell&${identity}`);
  if (process.platform !== "win32") {
    assert.equal(await ask(host, machine(t, { credsStore: "mine" }, { mine: `printf '{"Username":"<token>","Secret":"identity"}'` })), pushed);
  }
  const shorten = (text: string): string => text.replaceAll(tokens.host, "TOKENS");
  assert.equal(shorten(await ask(host, machine(t, { auths: { [host]: login("user", "other") } }))), "denied: TOKENS does not accept the stored credentials. Log in again: docker login HOST");
  assert.equal(shorten(await ask(host, machine(t))), "denied: TOKENS gives no access without credentials. Log in: docker login HOST");
});

test("one token serves all questions of an action", async (t) => {
  const registry = await startTokenRegistry(t);
  if (!registry) return;
  const { host, pushed, tokens } = registry;
  const images = registryClient(machine(t, { auths: { [host]: login("user", "password") } })).open({ registry: host, repository }, new AbortController().signal);
  assert.deepEqual([await images.digestOf("latest"), await images.digestOf("1.0"), (await images.tags()).toSorted()], [pushed, pushed, ["1.0", "latest"]]);
  assert.equal(tokens.asked.length, 1);
});

test("tokens are fetched from safe addresses only, and passwords are not posted on", async (t) => {
  const elsewhere = await serve(t, (_request, response) => void response.writeHead(200).end('{"token":"x"}'));
  const registryThatSays = (challenge: string) => serve(t, (_request, response) => void response.writeHead(401, { "www-authenticate": challenge }).end());
  for (const realm of ["ftp://127.0.0.1/token", "file:///etc/passwd", `http://user:secret@${elsewhere.host}/token`, "", "token"]) {
    const { host } = await registryThatSays(`Bearer realm="${realm}",service="s"`);
    assert.equal(await ask(host, machine(t, { auths: { [host]: login("user", secret) } })), "bad-answer: HOST sends to an address for tokens that is not safe to use.");
  }
  const moved = await serve(t, (_request, response) => void response.writeHead(307, { location: `http://${elsewhere.host}/token` }).end());
  const { host } = await registryThatSays(`Bearer realm="http://${moved.host}/token"`);
  assert.equal((await ask(host, machine(t, { auths: { [host]: { identitytoken: "identity" } } }))).replace(moved.host, "TOKENS"), "bad-answer: TOKENS redirects the request for a token, which is not followed.");
  assert.deepEqual(elsewhere.asked, []);
  const strange = await registryThatSays("Negotiate");
  assert.equal(await ask(strange.host, machine(t, { auths: { [strange.host]: login("user", secret) } })), wrong);
});
