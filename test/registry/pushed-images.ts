// Puts images into a real registry by its HTTP API, as `docker push` does, so that no engine is needed.
import { createHash } from "node:crypto";

/** Where to push, and what to say for who one is. */
export interface PushTarget {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly authorization?: string;
  readonly repository: string;
}

export type ManifestKind = "oci-image" | "oci-index" | "docker-image" | "docker-list";

const types = {
  "oci-image": { manifest: "application/vnd.oci.image.manifest.v1+json", config: "application/vnd.oci.image.config.v1+json" },
  "docker-image": { manifest: "application/vnd.docker.distribution.manifest.v2+json", config: "application/vnd.docker.container.image.v1+json" },
  "oci-index": { manifest: "application/vnd.oci.image.index.v1+json", image: "oci-image" },
  "docker-list": { manifest: "application/vnd.docker.distribution.manifest.list.v2+json", image: "docker-image" },
} as const;

/** Pushes one image under several tags and returns its digest. Images of the same content have the same digest. */
export async function pushImage(target: PushTarget, content: string, kind: ManifestKind, ...tags: readonly string[]): Promise<string> {
  const body = await manifestOf(target, content, kind);
  for (const tag of tags) await put(target, tag, body, types[kind].manifest);
  return digestOf(body);
}

/** Everything that the manifest refers to is pushed first. */
async function manifestOf(target: PushTarget, content: string, kind: ManifestKind): Promise<string> {
  if (kind === "oci-index" || kind === "docker-list") {
    const image = types[kind].image;
    const child = await manifestOf(target, content, image);
    await put(target, digestOf(child), child, types[image].manifest);
    const platform = { architecture: "amd64", os: "linux" };
    return JSON.stringify({ schemaVersion: 2, mediaType: types[kind].manifest, manifests: [{ mediaType: types[image].manifest, digest: digestOf(child), size: Buffer.byteLength(child), platform }] });
  }
  const config = JSON.stringify({ architecture: "amd64", os: "linux", config: { Labels: { content } }, rootfs: { type: "layers", diff_ids: [] } });
  await pushBlob(target, config);
  return JSON.stringify({ schemaVersion: 2, mediaType: types[kind].manifest, config: { mediaType: types[kind].config, digest: digestOf(config), size: Buffer.byteLength(config) }, layers: [] });
}

async function pushBlob(target: PushTarget, text: string): Promise<void> {
  const start = await send(target, "POST", `http://${target.host}/v2/${target.repository}/blobs/uploads/`);
  const place = new URL(start.headers.get("location")!, `http://${target.host}`);
  place.searchParams.set("digest", digestOf(text));
  await send(target, "PUT", place.href, text, "application/octet-stream");
}

async function put(target: PushTarget, reference: string, body: string, type: string): Promise<void> {
  await send(target, "PUT", `http://${target.host}/v2/${target.repository}/manifests/${reference}`, body, type);
}

async function send({ authorization }: PushTarget, method: string, url: string, body?: string, type?: string): Promise<Response> {
  const headers = { ...(authorization === undefined ? {} : { authorization }), ...(type === undefined ? {} : { "content-type": type }) };
  const response = await fetch(url, { method, headers, body: body ?? null });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
