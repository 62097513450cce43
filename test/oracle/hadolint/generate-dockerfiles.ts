// Random Dockerfiles that hold what hadolint's rules look at, the same ones for the same seed. Some are bent afterwards.
import { bend, type Random } from "../buildkit/generate-dockerfiles.ts";
import { generateCommand } from "./generate-commands.ts";

const images = [
  "debian", "debian:12", "debian:latest", "alpine:3.20", "alpine", "scratch", "node:20-slim", "node:latest", "ghcr.io/team/app:1.0", "ghcr.io/team/app", "localhost:5000/app", "localhost:5000/app/web",
  "debian@sha256:9b3e5d2c2b7b8c0b1f6e1e5a4f4a2c1d9b3e5d2c2b7b8c0b1f6e1e5a4f4a2c1d", "debian:latest@sha256:9b3e5d2c2b7b8c0b1f6e1e5a4f4a2c1d9b3e5d2c2b7b8c0b1f6e1e5a4f4a2c1d", "golang:1.23", "fedora:41", "opensuse/leap:15.6",
  "mcr.microsoft.com/windows/servercore:ltsc2022", "debian:$TAG", "debian:${TAG}", "$IMAGE", "${IMAGE}", "${IMAGE:-debian}", "team/$IMAGE", "${REGISTRY}/app", "${REGISTRY}/app:1", "Debian:12",
];
const stageNames = ["base", "build", "Builder", "final", "test", "scratch", "context", "tools", "base", "a.b_c-1"];
const platforms = ["linux/amd64", "$BUILDPLATFORM", "$TARGETPLATFORM", "${TARGETPLATFORM}", "${BUILDPLATFORM}", "linux/$TARGETARCH", "$PLATFORM", '"linux/amd64"', "${TARGETPLATFORM:-linux/amd64}"];
const shells = ['["/bin/bash", "-c"]', '["/bin/bash", "-o", "pipefail", "-c"]', '["/bin/sh", "-ec"]', '["/bin/ash", "-eo", "pipefail", "-c"]', '["powershell", "-Command"]', '["cmd", "/S", "/C"]', '["pwsh", "-c"]', '["/bin/zsh", "-o", "pipefail", "-c"]', '["/bin/sh", "-o", "pipefail", "-c"]', '["/usr/bin/env", "bash", "-c"]', '["bash", "-euxo", "pipefail", "-c"]'];
const labels = [
  "maintainer=me", "A.B=c", "a..b=c", "a--b=c", "-a=b", "a-=b", "a.b=", 'org.opencontainers.image.title="A title"', "com.docker.x=y", "io.docker.x=y", "org.dockerproject.x=y", "a_b=c", "a/b=c", '"a b"=c', "1a=b", "a=b c=d", "a b", "a=$VERSION",
  "org.opencontainers.image.url=http://example.com", "org.opencontainers.image.url=nowhere", "org.opencontainers.image.created=2024-01-01T00:00:00Z", "a$b=c", "org.opencontainers.image.licenses=MIT",
];
const names = ["VERSION", "TAG", "API_KEY", "DB_PASSWORD", "TOKEN", "GPG_KEY", "SSH_AUTH_SOCK", "PORT", "PATH", "MY_SECRET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "NPM_TOKEN", "SECRETARY", "PASSWORD_FILE", "DEBIAN_FRONTEND", "PIP_NO_CACHE_DIR", "IMAGE", "PRIVATE_KEY", "PUBLIC_KEY", "passwd", "auth_token", "CREDENTIALS", "KEYBOARD"];
const values = ["1", "abc", '"a b"', "'x y'", "$VERSION", "${TAG:-x}", "$PATH:/opt", "${PATH}:/opt", "", "a\\ b", "true", "off", "${VERSION}", "$VERSIONS", "\\$VERSION"];
const users = ["root", "app", "0", "0:0", "root:root", "1000", "1000:1000", "app:app", "$USER", "${USER}", "root:app", "app:0", "${UID}:${GID}", "1000:app", "ROOT", '"app"', "ContainerAdministrator", "nobody", "65532", "$UID"];
const workdirs = ["/app", "app", "$HOME/x", "${APP}", "./x", "C:\\\\x", "C:/x", '"/a b"', "'/x'", '"x"', "..", "c:\\\\x", "/", "%ProgramFiles%", "~/x", '"C:\\\\x y"', "$APP", "'$APP'", "\\\\x", "d:x"];
const pragmas = ["# hadolint ignore=DL3008,DL3015", "# hadolint ignore=DL3006", "# hadolint ignore=DL3059", "#hadolint ignore=DL3025", "# hadolint ignore = DL3008 , DL3009", "# hadolint ignore=DL3003 # because", "# hadolint ignore=DL4006 DL3018", "# hadolint ignore=SC2046", "# hadolint disable=DL3008", "# hadolint ignore=dl3008", "# hadolint ignore=DL3020,DL3045,DL3000"];
const globals = ["# hadolint global ignore=DL3008", "# hadolint global ignore=DL3059,DL3006", "# hadolint global shell=/bin/bash", "# hadolint shell=powershell", "# hadolint shell = /bin/ash"];
const comments = ["# a comment", "#", "# apt-get install x", "  # indented"];
const sources = ["app", ".", "a.tar.gz", "a.tgz", "http://example.com/a", "https://example.com/a.tar.gz", "$SRC", "a b", '"a b"', "*.js", "src/", "a.zip", "a.tar.xz", "./a.tar", "git@github.com:a/b.git", "a.tbz2", "a.tar.gz b", "package.json yarn.lock", "/", "'x'", "a.tar.bz2", "${SRC}.tar.gz", "./", "/usr", "/*"];
const targets = ["/app", "/app/", ".", "./", "app", "app/", "$DST", "${DST}/", "/", "C:\\\\x", "~/x", '"/a b/"', "c:/x", "'/x/'", '"x"', "$DST/x", "../x", "/dst/x.tar.gz", "/tmp"];

/** What the stages above offer to `FROM` and `COPY --from`. */
interface Above {
  readonly names: string[];
  count: number;
}

export function generateDockerfile(random: Random): string {
  const lines: string[] = [];
  if (random.chance(0.08)) lines.push(random.pick(["# syntax=docker/dockerfile:1", "# check=skip=StageNameCasing", "# escape=`"]));
  if (random.chance(0.08)) lines.push(random.pick(globals));
  if (random.chance(0.3)) lines.push(`ARG ${random.pick(names)}=${random.pick(values)}`);
  if (random.chance(0.03)) lines.push(...instruction(random, { names: [], count: 0 }));
  const above: Above = { names: [], count: 0 };
  for (let count = 1 + random.below(3); count > 0; count--) lines.push(...stage(random, above));
  const text = `${lines.join("\n")}\n`;
  return random.chance(0.04) ? text.replaceAll("\n", "\r\n") : random.chance(0.08) ? bend(random, text) : text;
}

function stage(random: Random, above: Above): string[] {
  const platform = random.chance(0.15) ? `--platform=${random.pick(platforms)} ` : "";
  const image = above.names.length > 0 && random.chance(0.4) ? random.pick(above.names) : random.pick(images);
  const name = random.chance(0.6) ? random.pick(stageNames) : undefined;
  const lines = withComment(random, [`${random.chance(0.95) ? "FROM" : "from"} ${platform}${image}${name === undefined ? "" : ` ${random.pick(["AS", "AS", "as"])} ${name}`}`]);
  if (random.chance(0.15)) lines.push(`SHELL ${random.pick(shells)}`);
  above.count++;
  for (let count = random.below(8); count > 0; count--) lines.push(...instruction(random, above));
  if (name !== undefined) above.names.push(name);
  return lines;
}

function instruction(random: Random, above: Above): string[] {
  if (random.chance(0.02)) return copiedArchive(random);
  const [first, ...rest] = random.chance(0.55) ? runInstruction(random) : [plainInstruction(random, above)];
  return withComment(random, [random.chance(0.06) ? `ONBUILD ${first}` : first!, ...rest]);
}

function withComment(random: Random, lines: string[]): string[] {
  if (random.chance(0.06)) return [random.pick(pragmas), ...(random.chance(0.15) ? [random.pick(["", ...comments, ...pragmas])] : []), ...lines];
  if (random.chance(0.08)) return [random.pick(comments), ...lines];
  return random.chance(0.08) ? ["", ...lines] : lines;
}

function runInstruction(random: Random): string[] {
  const flags = random.chance(0.12) ? `${random.pick(["--mount=type=cache,target=/var/cache/apt", "--mount=type=cache,target=/var/lib/apt/lists", "--mount=type=cache,target=/root/.cache/pip", "--mount=type=cache,target=/root/.cache", "--mount=type=cache,target=/var/cache/apk", "--mount=type=cache,target=/etc/apk/cache", "--mount=type=cache,target=/var/cache/yum", "--mount=type=cache,target=/var/cache/dnf", "--mount=type=cache,target=/var/cache/libdnf5", "--mount=type=cache,target=/var/cache/zypp", "--mount=type=cache,target=/usr/local/share/.cache/yarn", "--mount=type=cache,target=/root/.npm", "--mount=type=tmpfs,target=/var/lib/apt/lists", "--mount=type=tmpfs,target=/root/.cache/pip", "--mount=type=bind,source=.,target=/src", "--mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt", "--mount=type=cache,target=/x,sharing=locked", "--network=none", "--security=insecure", "--mount=type=secret,id=x", "--mount=type=cache,dst=/var/lib/apt/lists", "--mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt/lists", "--mount=type=cache,target=~/.cache/pip"])} ` : "";
  const commands = Array.from({ length: 1 + random.below(4) }, () => generateCommand(random));
  switch (random.below(12)) {
    case 0: return [`RUN ${flags}<<EOF`, ...(random.chance(0.4) ? [random.pick(["#!/bin/bash", "set -e", "set -eo pipefail", "#!/usr/bin/env python3", "set -o pipefail"])] : []), ...commands, "EOF", ...blankBehindHeredoc(random)];
    case 1: return [`RUN ${flags}${JSON.stringify(commands[0]!.replace(/\\\n.*/s, "").trim().split(" ")).replaceAll(",", ", ")}`];
    case 2: case 3: case 4: return [`RUN ${flags}${commands.join(" && \\\n    ")}`];
    case 5: return [`RUN ${flags}${commands.join(random.pick([" && \\\n    # note\n    ", "; \\\n    ", " && \\\n# note\n    ", " \\\n && "]))}`];
    case 6: return [`RUN ${flags}set -eux; ${commands.join("; \\\n    ")}`];
    case 7: return [`RUN ${flags}${random.pick(["set -o pipefail && ", "set -eo pipefail; ", "( ", "if true; then ", "bash -c '", "for x in a b; do "]).replace(/^(.*)$/, (start) => wrapped(start, commands.join(" && ")))}`];
    default: return [`RUN ${flags}${commands.slice(0, 2).join(" && ")}`];
  }
}

/** hadolint cannot read a file that goes on right below a heredoc. */
function blankBehindHeredoc(random: Random): string[] {
  return random.chance(0.95) ? [""] : [];
}

function wrapped(start: string, commands: string): string {
  if (start.startsWith("(")) return `(${commands})`;
  if (start.startsWith("if")) return `${start}${commands}; fi`;
  if (start.startsWith("for")) return `${start}${commands}; done`;
  if (start.startsWith("bash")) return `${start}${commands.replaceAll("'", "")}'`;
  return start + commands;
}

/** An archive that is unpacked below, under its own name or another one. */
function copiedArchive(random: Random): string[] {
  const copy = `COPY ${random.pick(["a.tar.gz", "b/a.tar.gz", "a.tar.gz b.tgz", '["a.tar.gz", "/x/"]'])}`;
  const target = copy.endsWith("]") ? "" : ` ${random.pick(["/x/", "/x", "/x/b.tgz", "."])}`;
  return [copy + target, ...(random.chance(0.3) ? ["ENV A=b"] : []), `RUN ${random.pick(["tar -xf a.tar.gz", "tar xf a.tar.gz", "tar -C /y -xzf /x/a.tar.gz", "gunzip b.tgz", "tar -x -f /x/b.tgz", "unzip a.zip", "tar --extract --file a.tar.gz"])}`];
}

function plainInstruction(random: Random, above: Above): string {
  const name = random.pick(names);
  const value = random.pick(values);
  const stageOrImage = (): string => random.pick([...above.names, "base", "alpine:3", "0", "1", "$STAGE", "${STAGE}", "ghcr.io/team/x:1", "nowhere", "alpine", "Builder", `${above.count}`, "docker:dind", "team/app"]);
  switch (random.below(20)) {
    case 0: return `ARG ${name}${value === "" ? "" : `=${value}`}`;
    case 1: return `ENV ${name}=${value}${random.chance(0.4) ? ` ${random.pick(names)}=${random.pick(values)}` : ""}`;
    case 2: return `ENV ${name} ${value === "" ? "v" : value}`;
    case 3: case 4: return `LABEL ${random.pick(labels)}${random.chance(0.2) ? " \\\n      x.y=z" : ""}`;
    case 5: return `WORKDIR ${random.pick(workdirs)}`;
    case 6: return random.pick(["CMD app", 'CMD ["app"]', "CMD app | tee log", "CMD ['app']", 'CMD ["app", "$TAG"]', 'CMD [ "sh", "-c", "app" ]', 'CMD exec app', "CMD []"]);
    case 7: return random.pick(["ENTRYPOINT app", 'ENTRYPOINT ["app"]', "ENTRYPOINT []", "ENTRYPOINT sudo app", "ENTRYPOINT exec app $@"]);
    case 8: return `SHELL ${random.pick(shells)}`;
    case 9: return `EXPOSE ${random.pick(["80", "53/udp", "65536", "0", "70000/tcp", "8000-9000", "8000-80000", "$PORT", "${PORT}/tcp", "80 443 99999", "65535", "65000-65536/udp"])}`;
    case 10: return random.pick(["MAINTAINER me <me@example.com>", "VOLUME /data", "STOPSIGNAL SIGTERM", 'VOLUME ["/a"]']);
    case 11: case 12: return `USER ${random.pick(users)}`;
    case 13: return random.pick(["HEALTHCHECK NONE", "HEALTHCHECK CMD curl -f http://localhost", "HEALTHCHECK --interval=5s CMD wget -q localhost", 'HEALTHCHECK CMD ["curl", "x"]', "HEALTHCHECK CMD sudo x", "HEALTHCHECK CMD a | b"]);
    case 14: case 15: return `COPY ${random.chance(0.2) ? `${random.pick(["--chown=app", "--chmod=644", "--link", "--chown=app --chmod=644"])} ` : ""}${random.pick(sources)} ${random.pick(targets)}`;
    case 16: case 17: return `COPY --from=${stageOrImage()} ${random.pick(sources)} ${random.pick(targets)}`;
    case 18: return random.chance(0.3) ? `COPY <<EOF ${random.pick(targets)}\nhello\nEOF\n` : `COPY ${JSON.stringify([...random.pick(sources).replaceAll(/["']/g, "").split(" "), random.pick(targets).replaceAll(/["']/g, "")])}`;
    default: return `ADD ${random.chance(0.2) ? `${random.pick(["--chown=app", "--checksum=sha256:abc", "--link"])} ` : ""}${random.pick(sources)} ${random.pick(targets)}`;
  }
}
