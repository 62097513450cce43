// Random Dockerfiles, the same ones for the same seed. Most of them build; some are bent afterwards.

export interface Random {
  /** A whole number from 0 up to and without `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A small linear generator (Park and Miller). */
export function randomOf(seed: number): Random {
  let state = (seed % 2147483646) + 1;
  const next = (): number => (state = (state * 48271) % 2147483647);
  for (let round = 0; round < 5; round++) next();
  const below = (limit: number): number => next() % limit;
  return { below, pick: (list) => list[below(list.length)]!, chance: (probability) => below(1000) < probability * 1000 };
}

const names = ["VERSION", "TAG", "HOME_DIR", "API_KEY", "DB_PASSWORD", "PUBLIC_KEY", "TOKEN", "GPG_KEY", "SSH_AUTH_SOCK", "PORT", "PATH", "LANG", "TARGETARCH", "TARGETPLATFORM", "BUILDPLATFORM", "auth", "MY_SECRET_NAME", "KEYBOARD", "VERSIO", "apikey", "CREDENTIALS", "HTTP_PROXY"];
const stageNames = ["base", "build", "Builder", "final", "test", "scratch", "context", "amd64", "linux-tools", "a.b_c-1", "base"];
const images = ["debian:12", "alpine", "alpine:3.20", "scratch", "ghcr.io/team/app:1.0", "localhost:5000/app", "golang:1.23-alpine", "node"];
const values = ["1", "abc", '"a b"', "'x y'", "$VERSION", "${TAG:-x}", "${PORT:+y}", "${API_KEY}", "$PATH:/opt", "${LANG#e}", "${HOME_DIR%/*}", "${TAG/a/b}", "$UNDEFINED", "\\$TAG", "'$TAG'", '"$TAG $X1"', "", "a\\ b", "${VERSION:-${TAG:-$OTHER}}"];
const platforms = ["linux/amd64", "linux/arm64", "amd64", "arm64", "linux", "windows/amd64", "$BUILDPLATFORM", "$TARGETPLATFORM", "${TARGETPLATFORM}", '"$TARGETPLATFORM"', "linux/$TARGETARCH", "${TARGETPLATFORM:-linux/amd64}", "linux/arm/v7", "$TAG"];

export function generateDockerfile(random: Random): string {
  const lines: string[] = [];
  if (random.chance(0.1)) lines.push(random.pick(["# check=experimental=all", "# escape=`", "# check=skip=StageNameCasing", "# syntax=docker/dockerfile:1", "# check=skip=LegacyKeyValueFormat,SecretsUsedInArgOrEnv"]));
  for (let count = random.below(3); count > 0; count--) lines.push(...withComment(random, argument(random)));
  const defined: string[] = [];
  for (let count = 1 + random.below(4); count > 0; count--) lines.push(...stage(random, defined));
  const text = `${lines.map((line) => (random.chance(0.05) ? recase(random, line) : line)).join("\n")}\n`;
  const bent = random.chance(0.15) ? bend(random, text) : text;
  return random.chance(0.05) ? bent.replaceAll("\n", "\r\n") : bent;
}

function stage(random: Random, defined: string[]): string[] {
  const platform = random.chance(0.25) ? ` --platform=${random.pick(platforms)}` : "";
  const image = defined.length > 0 && random.chance(0.5) ? random.pick(defined) : random.chance(0.2) ? random.pick(["debian:$TAG", "debian:${VERSION:-1}", "alpine$NOPE", "alpine:${TAG:-3}", "${TAG:-debian}", "debian${VERSIO}", "${API_KEY:-node}", "x/${TARGETARCH}:1"]) : random.pick(images);
  const name = random.chance(0.7) ? random.pick(stageNames) : undefined;
  const from = random.chance(0.9) ? "FROM" : random.pick(["from", "From"]);
  const as = random.chance(0.85) ? (from === "from" ? "as" : "AS") : random.pick(["as", "AS", "As"]);
  const lines = withComment(random, `${from}${platform} ${image}${name === undefined ? "" : ` ${as} ${name}`}`);
  for (let count = random.below(9); count > 0; count--) lines.push(...withComment(random, instruction(random, defined)));
  if (name !== undefined) defined.push(name.toLowerCase());
  return lines;
}

function withComment(random: Random, line: string): string[] {
  if (!random.chance(0.15)) return random.chance(0.1) ? ["", line] : [line];
  const name = /(?:ARG|AS)\s+(\w+)/i.exec(line)?.[1] ?? "x";
  return [random.pick(["# a comment", `# ${name} is described`, "#", "  # indented", "# base is it"]), ...(random.chance(0.2) ? [""] : []), line];
}

function instruction(random: Random, defined: readonly string[]): string {
  const text = plainInstruction(random, defined);
  if (random.chance(0.07) && !text.includes("<<")) return `ONBUILD ${text}`;
  return text;
}

function plainInstruction(random: Random, defined: readonly string[]): string {
  const name = random.pick(names);
  const value = random.pick(values);
  switch (random.below(18)) {
    case 0: return argument(random);
    case 1: return `ENV ${name}=${value}`;
    case 2: return `ENV ${name} ${value === "" ? "v" : value} ${random.pick(["", "more words", "x=y"])}`.trimEnd();
    case 3: return `ENV ${name}=${value} \\\n${random.chance(0.3) ? "\n" : ""}    ${random.pick(names)}=${random.pick(values)}`;
    case 4: return `LABEL ${random.pick(["a.b", name, '"quoted"'])}${random.pick(["=", " "])}${value === "" ? '""' : value}`;
    case 5: return `WORKDIR ${random.pick(["/app", "app", "$HOME_DIR", "/$UNDEFINED", "$VERSION/x", "..", "C:\\\\x", '"/a b"', "./x", "/"])}`;
    case 6: return random.pick(["CMD app", 'CMD ["app"]', "CMD", "CMD ['app']", "cmd app --x", 'CMD ["app", "$TAG"]', 'CMD exec app "$TAG"']);
    case 7: return random.pick(["ENTRYPOINT app", 'ENTRYPOINT ["app"]', "ENTRYPOINT []", "entrypoint x"]);
    case 8: return random.pick(['SHELL ["/bin/bash", "-c"]', 'SHELL ["cmd", "/S", "/C"]']);
    case 9: return `EXPOSE ${random.pick(["80", "53/UDP", "8080:80", "127.0.0.1:80:8080/Tcp", "$PORT", "${PORT:-90}/TCP", "1000-1010/udp 5/TCP", "$UNDEFINED", "80:90/sctp"])}`;
    case 10: return random.pick(["MAINTAINER me <me@example.com>", "USER app", "USER $VERSION:$UNDEFINED", "VOLUME /data /d$TAG", 'VOLUME ["/a", "/b$UNDEFINED"]', "STOPSIGNAL SIGTERM", "STOPSIGNAL ${SIG:-9}", "HEALTHCHECK NONE", "HEALTHCHECK --interval=5s CMD x", "HEALTHCHECK CMD y $TAG"]);
    case 11: return `COPY ${random.chance(0.3) ? `--chown=$UID:${value.includes(" ") ? "" : value} ` : ""}${value === "" || value.includes(" ") ? "a" : value} /dst/${random.pick(["", "$TAG", "${X:-$Y}"])}`;
    case 12: return defined.length > 0 ? `COPY --from=${random.pick(defined)} /a /b` : "COPY --from=alpine:3 /a /b";
    case 13: return `COPY <<${random.pick(["EOF", "'EOF'", '"EOF"', "-EOF"])} /x\nhello $TAG ${value} it's\n\n\\$ESCAPED\nEOF`;
    case 14: return `RUN ${random.pick(["make $TAG", "--mount=type=cache,target=/c$HOME_DIR/x make", "--mount=type=bind,from=alpine,target=/m$UNDEFINED x", "--mount=type=secret,id=t$TOKEN x", "--network=none x"])}`;
    case 15: return `RUN a && \\\n${random.pick(["", "\n", "  # c\n", "  # c\n\n\n", "   \n"])}  b ${random.pick(["", "\\\n  c", "\\\n\n  c"])}`.trimEnd();
    case 16: return `RUN <<EOF\necho $TAG\n\nEOF`;
    default: return `ADD ${random.pick(["a", "https://example.com/$TAG.tgz", "--checksum=$SUM https://example.com/x", "a $UNDEFINED"])} ${random.pick(["/x/", "$HOME_DIR/"])}`;
  }
}

function argument(random: Random): string {
  const pair = (): string => `${random.pick(names)}${random.chance(0.6) ? `=${random.pick(values)}` : ""}`;
  return `ARG ${pair()}${random.chance(0.2) ? ` ${pair()}` : ""}`;
}

function recase(random: Random, line: string): string {
  return line.replace(/^[A-Za-z]+/, (word) => (random.chance(0.5) ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase()));
}

/** Removes, repeats or changes a line. */
export function bend(random: Random, text: string): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  switch (random.below(4)) {
    case 0: lines.splice(at, 1); break;
    case 1: lines.splice(at, 0, lines[random.below(lines.length)]!); break;
    case 2: lines[at] = `${lines[at]} \\`; break;
    default: {
      const line = lines[at]!;
      const column = random.below(line.length + 1);
      lines[at] = line.slice(0, column) + random.pick(["$", " ", '"', "X", "", "="]) + line.slice(column + 1);
    }
  }
  return lines.join("\n");
}
