// What is known of base images, one line each: distribution, shell, user, programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOfImage } from "../../../server/src/model/dockerfile/images/base-facts.ts";
import { parseImageRef } from "../../../server/src/model/dockerfile/images/image-reference.ts";

function checkFacts(image: string, expected: string): void {
  test(image, () => {
    const facts = factsOfImage(parseImageRef(image));
    const shell = facts.hasShell === undefined ? "shell?" : facts.hasShell ? "shell" : "no shell";
    const programs = facts.programs ? [...facts.programs].join(" ") : "?";
    assert.equal(`${facts.distribution}, ${shell}, ${facts.user ?? "?"}, ${programs}`, expected);
  });
}

checkFacts("python:3.13-slim", "debian, shell, root, python python3");
checkFacts("docker.io/library/python:3.13", "debian, shell, root, python python3 curl wget");
checkFacts("public.ecr.aws/docker/library/python:3.13-alpine3.21", "alpine, shell, root, python python3 wget nc");
checkFacts("node:22-bookworm-slim", "debian, shell, root, node");
checkFacts("nginx:1.27", "debian, shell, root, curl");
checkFacts("nginx:1.27-alpine-slim", "alpine, shell, root, wget nc");
checkFacts("nginxinc/nginx-unprivileged:1.27-alpine", "alpine, shell, 101, curl wget nc");
checkFacts("gcr.io/distroless/static-debian12", "distroless, no shell, root, ");
checkFacts("gcr.io/distroless/static-debian12:nonroot", "distroless, no shell, nonroot, ");
checkFacts("gcr.io/distroless/python3-debian12:debug-nonroot", "distroless, shell, nonroot, python3 /usr/bin/python3 wget");
checkFacts("cgr.dev/chainguard/python:latest", "distroless, no shell, 65532, ");
checkFacts("cgr.dev/chainguard/wolfi-base", "alpine, shell, root, wget nc");
checkFacts("bitnami/redis:7", "debian, shell, 1001, curl");
checkFacts("registry.access.redhat.com/ubi9/python-312", "rhel, shell, 1001, curl");
checkFacts("registry.access.redhat.com/ubi9/ubi-minimal:9.5", "rhel, shell, root, curl");
checkFacts("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "distroless, no shell, app, dotnet");
checkFacts("mcr.microsoft.com/windows/servercore:ltsc2022", "windows, shell, root, ?");
checkFacts("python:3.13-windowsservercore-ltsc2025", "windows, shell, root, ?");
checkFacts("registry.example.com/team/python:3", "unknown, shell?, ?, ?");
checkFacts("registry.example.com/team/app:1-alpine", "alpine, shell?, ?, ?");
