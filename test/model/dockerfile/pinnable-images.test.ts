// Which image references can be given a tag or a digest, and in which text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pinnableContexts } from "../../../server/src/model/bake/image-contexts.ts";
import { readBakeFile } from "../../../server/src/model/bake/bake-file.ts";
import { pinnableImages, type PinnableImage } from "../../../server/src/model/dockerfile/images/pinnable-images.ts";
import { registryPlaceOf } from "../../../server/src/model/dockerfile/images/registry-place.ts";
import { readDockerfile } from "../../../server/src/model/dockerfile/read-dockerfile.ts";
import { unknownUse } from "../../../server/src/model/dockerfile/use.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import { parseJsonBake } from "../../../server/src/syntax/json/parse.ts";

/** A line for each image: the used text, the edited one where that is another, the image, and where it is asked for. */
function describe(text: string, images: readonly PinnableImage[]): string[] {
  return images.map(({ span, literal, ref }) => {
    const [used, edited] = [span, literal].map(({ start, end }) => text.slice(start, end));
    const { registry, repository } = registryPlaceOf(ref);
    return `${used}${used === edited ? "" : ` by ${edited}`} = ${ref.text} at ${registry} ${repository}`;
  });
}

function checkDockerfile(text: string, ...expected: string[]): void {
  assert.deepEqual(describe(text, pinnableImages(readDockerfile(parseDockerfile(text)), unknownUse)), expected, text);
}

test("FROM, COPY --from and mounts; never stages, scratch, digests and what is no image", () => {
  checkDockerfile(`FROM --platform=$BUILDPLATFORM golang:1.23 AS build
COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/
COPY --from=nginx /etc/nginx/nginx.conf /
RUN --mount=type=bind,from=localhost:5000/team/tools,target=/tools --mount=from=build,target=/x true
COPY --from=later /x /
COPY --from=0 /y /
FROM scratch AS later
COPY --from=build /out /
FROM Debian
FROM debian@sha256:0123456789012345678901234567890123456789012345678901234567890123
FROM index.docker.io/library/alpine:3
ONBUILD COPY --from=docker.io/bitnami/git:2 /git /
`,
  "golang:1.23 = golang:1.23 at docker.io library/golang",
  "ghcr.io/astral-sh/uv:0.5 = ghcr.io/astral-sh/uv:0.5 at ghcr.io astral-sh/uv",
  "nginx = nginx at docker.io library/nginx",
  "localhost:5000/team/tools = localhost:5000/team/tools at localhost:5000 team/tools",
  "index.docker.io/library/alpine:3 = index.docker.io/library/alpine:3 at docker.io library/alpine",
  "docker.io/bitnami/git:2 = docker.io/bitnami/git:2 at docker.io bitnami/git");
});

test("variables: a mirror in front of the name, or a default that is the whole reference", () => {
  checkDockerfile("ARG MIRROR=mirror.example.com\nFROM ${MIRROR}/library/debian:12\n", "${MIRROR}/library/debian:12 = mirror.example.com/library/debian:12 at mirror.example.com library/debian");
  checkDockerfile("ARG BASE=debian:12\nFROM $BASE\nFROM ${BASE}\n", "$BASE by debian:12 = debian:12 at docker.io library/debian", "${BASE} by debian:12 = debian:12 at docker.io library/debian");
  checkDockerfile('ARG BASE="debian:12"\nFROM ${BASE}\n', "${BASE} by debian:12 = debian:12 at docker.io library/debian");
  checkDockerfile("ARG V=12\nFROM debian:$V\nFROM debian:${V}-slim\n");
  checkDockerfile("ARG NAME=debian\nFROM library/$NAME:12\nFROM ${NAME}:12\nFROM docker.io/library/${NAME}\n");
  checkDockerfile("ARG TAG=:12\nFROM debian${TAG}\n");
  checkDockerfile("ARG A=debian\nARG BASE=$A:12\nFROM $BASE\nFROM ${UNKNOWN}\nFROM ${BASE:-alpine}\n");
});

test("text that says something else than it shows", () => {
  checkDockerfile('FROM "debian:12"\nFROM debi\\\nan:12\n');
  checkDockerfile("FROM \\\n  debian:12 AS x\r\n", "debian:12 = debian:12 at docker.io library/debian");
});

test("contexts of bake targets", () => {
  const hcl = `target "a" {
  context = "docker-image://busybox"
  contexts = {
    base = "docker-image://debian:12"
    "other" = "docker-image://debian:\${TAG}"
    pinned = "docker-image://debian@sha256:0123456789012345678901234567890123456789012345678901234567890123"
    src = "../src"
  }
}
`;
  assert.deepEqual(describe(hcl, pinnableContexts(readBakeFile("file:///x", parseHcl(hcl)))), [
    '"docker-image://busybox" by busybox = busybox at docker.io library/busybox',
    '"docker-image://debian:12" by debian:12 = debian:12 at docker.io library/debian',
  ]);
  const json = '{"target": {"a": {"contexts": {"b": "docker-image://quay.io/x/y:1"}}}}';
  assert.deepEqual(describe(json, pinnableContexts(readBakeFile("file:///x", parseJsonBake(json)))), ['"docker-image://quay.io/x/y:1" by quay.io/x/y:1 = quay.io/x/y:1 at quay.io x/y']);
});
