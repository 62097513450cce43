// The registry client against the real docker-registry: manifests, tags, and what is said when there is no answer.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { findFreePort, provideRegistry, startRegistry } from "../../scripts/real-parts/registry.ts";
import { isMissing, missing, projectFolder } from "../../scripts/real-parts/part.ts";
import { run } from "../../scripts/real-parts/run.ts";
import { RegistryError } from "../../server/src/base/registry-client.ts";
import { registryClient } from "../../server/src/node/registry/registry-client.ts";
import { requirePart } from "../harness/real-parts.ts";
import { provideOpenssl, selfSigned } from "./certificates.ts";
import { machine } from "./docker-config.ts";
import { pushImage } from "./pushed-images.ts";
import { serve, serveInFront } from "./servers.ts";

const repository = "team/app";
const never = new AbortController().signal;

/** One registry that everybody may use serves all tests of this file. */
async function provideOpenRegistry() {
  const part = await provideRegistry();
  return isMissing(part) ? missing(part.missing) : startRegistry(part);
}

async function digest(t: TestContext, host: string, tag: string, signal = never): Promise<string> {
  return registryClient(machine(t)).open({ registry: host, repository }, signal).digestOf(tag);
}

/** What the user reads, the registry's address shortened. */
async function refusal(host: string, answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(() => assert.fail("there was an answer"), (reason: unknown) => reason);
  assert.ok(error instanceof RegistryError, String(error));
  return `${error.problem}: ${error.message.replaceAll(host, "HOST")}`;
}

for (const kind of ["oci-image", "oci-index", "docker-image", "docker-list"] as const) {
  test(`the digest of a manifest of kind ${kind}`, async (t) => {
    const registry = await requirePart(t, "registry", provideOpenRegistry);
    if (!registry) return;
    const pushed = await pushImage({ host: registry.host, repository }, kind, kind, kind);
    assert.equal(await digest(t, registry.host, kind), pushed);
  });
}

test("where the header is missing or HEAD is not answered, the digest is computed", async (t) => {
  const registry = await requirePart(t, "registry", provideOpenRegistry);
  if (!registry) return;
  const pushed = await pushImage({ host: registry.host, repository }, "computed", "oci-image", "computed");
  const headless = await serveInFront(t, registry.host, (_request, _response, headers) => headers.delete("docker-content-digest"));
  assert.equal(await digest(t, headless.host, "computed"), pushed);
  const bodiesOnly = await serveInFront(t, registry.host, ({ method }, response) => method === "HEAD" && !!response.writeHead(405).end());
  assert.equal(await digest(t, bodiesOnly.host, "computed"), pushed);
  assert.deepEqual(bodiesOnly.asked.map(({ method, url }) => `${method} ${url}`), ["HEAD /v2/team/app/manifests/computed", "GET /v2/team/app/manifests/computed"]);
});

test("all pages of the list of tags are read, and a list that leads in a circle ends", async (t) => {
  const registry = await requirePart(t, "registry", provideOpenRegistry);
  if (!registry) return;
  const target = { host: registry.host, repository: "team/pages" };
  await pushImage(target, "pages", "oci-image", "1.0", "1.1", "1.2", "2.0", "2.1");
  const { tags } = (await (await fetch(`http://${registry.host}/v2/team/pages/tags/list`)).json()) as { tags: string[] };
  const pages = (next: (last: number) => string | undefined) => serveInFront(t, registry.host, ({ url }, response) => {
    const last = Number(new URL(url, "http://localhost").searchParams.get("last"));
    const link = next(last);
    response.writeHead(200, link === undefined ? {} : { link: `<${link}>; rel="next"` });
    return !!response.end(JSON.stringify({ tags: tags.slice(last, last + 2) }));
  });
  const paged = await pages((last) => (last + 2 < tags.length ? `/v2/team/pages/tags/list?last=${last + 2}&n=2` : undefined));
  const all = (host: string) => registryClient(machine(t)).open({ registry: host, repository: "team/pages" }, never).tags();
  assert.deepEqual((await all(registry.host)).toSorted(), ["1.0", "1.1", "1.2", "2.0", "2.1"]);
  assert.deepEqual(await all(paged.host), tags);
  assert.deepEqual(paged.asked.map(({ url }) => url), ["/v2/team/pages/tags/list?n=1000", "/v2/team/pages/tags/list?last=2&n=2", "/v2/team/pages/tags/list?last=4&n=2"]);
  const circle = await pages(() => "?last=0");
  assert.deepEqual(await all(circle.host), [...tags.slice(0, 2), ...tags.slice(0, 2)]);
});

test("what is not there is named", async (t) => {
  const registry = await requirePart(t, "registry", provideOpenRegistry);
  if (!registry) return;
  const { host } = registry;
  await pushImage({ host, repository }, "there", "oci-image", "there");
  assert.equal(await refusal(host, digest(t, host, "missing")), 'not-found: HOST has no tag "missing" of team/app. Check the name and the tag.');
  const other = registryClient(machine(t)).open({ registry: host, repository: "team/none" }, never);
  assert.equal(await refusal(host, other.tags()), "not-found: HOST has no image team/none. Check the name.");
});

test("a closed port, limits, failures and answers that are none", async (t) => {
  const closed = `127.0.0.1:${await findFreePort()}`;
  assert.equal(await refusal(closed, digest(t, closed, "1")), "unreachable: HOST cannot be reached: it refuses the connection. Check the port, and that the registry runs.");
  const limited = await serve(t, (_request, response) => void response.writeHead(429, { "retry-after": "30" }).end());
  assert.equal(await refusal(limited.host, digest(t, limited.host, "1")), "rate-limited: HOST has had too many requests from here. Try again in 30 s, or log in: docker login HOST");
  const broken = await serve(t, (_request, response) => void response.writeHead(502).end("Bad Gateway"));
  assert.equal(await refusal(broken.host, digest(t, broken.host, "1")), 'bad-answer: HOST answers the question for the tag "1" of team/app with status 502. Try again later.');
  const chatty = await serve(t, (_request, response) => void response.writeHead(200).end("<html>"));
  const list = registryClient(machine(t)).open({ registry: chatty.host, repository }, never).tags();
  assert.equal(await refusal(chatty.host, list), "bad-answer: HOST answers with no list of tags for team/app.");
  const endless = await serve(t, ({ method }, response) => void response.writeHead(200).end(method === "HEAD" ? undefined : Buffer.alloc(5 * 1024 * 1024)));
  assert.equal(await refusal(endless.host, digest(t, endless.host, "1")), "bad-answer: HOST sends more than the 4 MiB that such an answer may have.");
});

test("a question that is called off ends at once", async (t) => {
  const silent = await serve(t, () => undefined);
  const work = new AbortController();
  const answer = digest(t, silent.host, "1", work.signal);
  setTimeout(() => work.abort(), 50);
  assert.equal(await refusal(silent.host, answer), "cancelled: The question to the registry was cancelled.");
});

test("redirects are followed within bounds, without passwords to other hosts", async (t) => {
  const registry = await requirePart(t, "registry", provideOpenRegistry);
  if (!registry) return;
  const pushed = await pushImage({ host: registry.host, repository }, "moved", "oci-image", "moved");
  const target = await serveInFront(t, registry.host, () => undefined);
  const mirror = await serve(t, ({ url, authorization }, response) => {
    if (authorization === undefined) response.writeHead(401, { "www-authenticate": 'Basic realm="r"' });
    else response.writeHead(307, { location: `http://${target.host}${url}` });
    response.end();
  });
  const settings = machine(t, { auths: { [mirror.host]: { username: "user", password: "secret" } } });
  assert.equal(await registryClient(settings).open({ registry: mirror.host, repository }, never).digestOf("moved"), pushed);
  assert.deepEqual(target.asked.map(({ authorization }) => authorization), [undefined]);
  const circle = await serve(t, ({ url }, response) => void response.writeHead(302, { location: url }).end());
  assert.equal(await refusal(circle.host, digest(t, circle.host, "1")), "bad-answer: HOST redirects in a circle.");
  const file = await serve(t, (_request, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end());
  assert.equal(await refusal(file.host, digest(t, file.host, "1")), "bad-answer: HOST redirects to an address that is not followed.");
});

test("TLS: a certificate is trusted if its authority is, and else not passed over, not even on this machine", async (t) => {
  const openssl = await requirePart(t, "openssl", provideOpenssl);
  const part = await requirePart(t, "registry", provideRegistry);
  if (!openssl || !part) return;
  const tls = await selfSigned(t, openssl);
  const registry = await startRegistry(part, { tls });
  t.after(() => registry.stop());
  const { host } = registry;
  assert.equal(await refusal(host, digest(t, host, "1")), "untrusted: HOST is not asked: its certificate is not trusted. Name the file of its authority in the environment variable NODE_EXTRA_CA_CERTS.");
  // Node reads that variable when it starts.
  const module = pathToFileURL(join(projectFolder, "server/src/node/registry/registry-client.ts")).href;
  const program = `const { registryClient } = await import(${JSON.stringify(module)});
    const client = registryClient({ environment: {}, excludedFolders: [], insecure: [] });
    console.log(await client.open({ registry: "${host}", repository: "${repository}" }, new AbortController().signal).digestOf("1").catch((error) => error.message));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { timeout: 20_000, env: { ...process.env, NODE_EXTRA_CA_CERTS: tls.certificate } });
  assert.equal(stdout.replace(host, "HOST"), 'HOST has no tag "1" of team/app. Check the name and the tag.\n');
});

test("other machines are asked without TLS only if the user says so", async (t) => {
  const registry = await requirePart(t, "registry", provideOpenRegistry);
  if (!registry) return;
  const pushed = await pushImage({ host: registry.host, repository }, "plain", "oci-image", "plain");
  // This machine under an address that does not look like it.
  const place = { registry: registry.host.replace("127.0.0.1", "[::ffff:7f00:1]"), repository };
  const settings = machine(t);
  const closed = registryClient(settings).open(place, never).digestOf("plain");
  assert.equal(await refusal(place.registry, closed), "unreachable: HOST cannot be reached: it does not speak TLS. If it is to be asked without, name it in the setting bakewell.registry.insecure.");
  assert.equal(await registryClient({ ...settings, insecure: [place.registry] }).open(place, never).digestOf("plain"), pushed);
});
