// What is known of base images, one line each: distribution, shell, user, programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOfImage } from "../../../server/src/model/dockerfile/images/base-facts.ts";
import { parseImageRef } from "../../../server/src/model/dockerfile/images/image-reference.ts";

function checkFacts(image: string, expected: string): void {
  test(image, () => {
    const facts = factsOfImage(parseImageRef(image));
    const shell = facts.hasShell === undefined ? "shell?" : facts.hasShell ? "shell" : "no shell";
    const programs = facts.programs ? [...facts.programs, ...(facts.hasOtherPrograms ? ["…"] : [])].join(" ") : "?";
    assert.equal(`${facts.distribution}, ${shell}, ${facts.user ?? "?"}, ${programs}`, expected);
  });
}

checkFacts("python:3.13-slim", "debian, shell, root, python python3");
checkFacts("docker.io/library/python:3.13", "debian, shell, root, python python3 curl wget");
checkFacts("public.ecr.aws/docker/library/python:3.13-alpine3.21", "alpine, shell, root, python python3 wget nc");
checkFacts("arm64v8/alpine:3.22", "alpine, shell, root, wget nc");
checkFacts("node:22-bookworm-slim", "debian, shell, root, node");
checkFacts("nginx:1.27", "debian, shell, root, curl");
checkFacts("nginx:1.27-alpine-slim", "alpine, shell, root, wget nc");
checkFacts("nginxinc/nginx-unprivileged:1.27-alpine", "alpine, shell, 101, curl wget nc");
checkFacts("gcr.io/distroless/static-debian12", "distroless, no shell, root, ");
checkFacts("gcr.io/distroless/static-debian12:nonroot", "distroless, no shell, nonroot, ");
checkFacts("gcr.io/distroless/python3-debian12:debug-nonroot", "distroless, shell, nonroot, python3 /usr/bin/python3 wget");
checkFacts("cgr.dev/chainguard/python:latest", "distroless, no shell, 65532, python python3");
checkFacts("cgr.dev/chainguard/go:latest", "distroless, shell?, 65532, …");
checkFacts("mariadb:10.11", "debian, shell, root, mariadb-admin healthcheck.sh mysqladmin");
checkFacts("mariadb:11.4", "debian, shell, root, mariadb-admin healthcheck.sh");
checkFacts("fedora:41", "rhel, shell, root, curl python python3");
checkFacts("mcr.microsoft.com/dotnet/aspnet:8.0-azurelinux3.0", "rhel, shell, root, dotnet curl");
checkFacts("cgr.dev/chainguard/wolfi-base", "alpine, shell, root, wget nc");
checkFacts("bitnami/redis:7", "debian, shell, 1001, curl …");
checkFacts("bitnami/node:22", "debian, shell, root, curl …");
checkFacts("bitnami/dotnet-sdk:8", "debian, shell, root, curl …");
checkFacts("elasticsearch:7.17.21", "debian, shell, root, curl nc");
checkFacts("elasticsearch:8.17.0", "debian, shell, elasticsearch, curl nc");
checkFacts("registry.access.redhat.com/ubi9/python-312", "rhel, shell, 1001, curl …");
checkFacts("registry.access.redhat.com/ubi9/ubi-minimal:9.5", "rhel, shell, root, curl");
checkFacts("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "distroless, no shell, app, dotnet");
checkFacts("mcr.microsoft.com/windows/servercore:ltsc2022", "windows, shell, root, ?");
checkFacts("python:3.13-windowsservercore-ltsc2025", "windows, shell, root, ?");
checkFacts("registry.example.com/team/python:3", "unknown, shell?, ?, ?");
checkFacts("registry.example.com/team/app:1-alpine", "alpine, shell?, ?, ?");
