// Dockerfiles of any length for the benches: always the same text for the same numbers.

/** Small repeatable random numbers (linear congruential, 31 bits). */
export function randomNumbers(seed) {
  let state = seed & 0x7fffffff;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

const packages = ["build-essential", "ca-certificates", "curl", "git", "gnupg", "libpq-dev", "libxml2-dev", "openssh-client", "pkg-config", "unzip", "wget", "zlib1g-dev"];
const bases = ["python:3.12-slim", "node:22-bookworm", "debian:12-slim", "golang:1.23", "eclipse-temurin:21-jre"];

function stageHead(index, pick) {
  return `# Stage ${index}: prepares the part "service${index}" of the product.
FROM ${bases[pick(bases.length)]} AS part${index}
ARG PART_VERSION=1.${pick(40)}.${pick(20)}
ARG TARGETARCH
ENV PART_HOME=/srv/part${index} \\
    PART_VERSION=\${PART_VERSION} \\
    LANG=C.UTF-8
LABEL org.opencontainers.image.title="part${index}" \\
      org.opencontainers.image.version="\${PART_VERSION}"
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR \${PART_HOME}
`;
}

const blocks = [
  (index, pick) => {
    const names = packages.filter(() => pick(2) === 0);
    return `RUN apt-get update \\
    && apt-get install -y${pick(2) === 0 ? " --no-install-recommends" : ""} \\
${names.map((name) => `        ${name} \\\n`).join("")}        tzdata${pick(3) === 0 ? "" : " \\\n    && rm -rf /var/lib/apt/lists/*"}
`;
  },
  (index, pick) => `COPY requirements.txt constraints.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install ${pick(2) === 0 ? "--no-cache-dir " : ""}-r requirements.txt \\
    && python -m compileall -q /usr/local/lib
`,
  (index) => `COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY --link --chown=1000:1000 services/part${index} ./src
RUN npm run build -- --target=es2022 \\
    # The maps are kept: error reports need them.
    && find dist -name '*.test.js' -delete \\
    && du -sh dist
`,
  (index, pick) => `RUN <<EOF
set -eux
mkdir -p /var/log/part${index} "$PART_HOME/data"
for name in alpha beta gamma; do
  echo "$name=${pick(1000)}" >> "$PART_HOME/settings.ini"
done
chown -R 1000:1000 "$PART_HOME"
EOF
`,
  (index, pick) => `RUN curl -fsSL https://downloads.example.com/tool-${pick(9)}.${pick(9)}.tar.gz -o /tmp/tool.tar.gz \\
    && tar -xzf /tmp/tool.tar.gz -C /usr/local/bin \\
    && if [ "$TARGETARCH" = arm64 ]; then \\
         ln -s /usr/local/bin/tool-arm64 /usr/local/bin/tool; \\
       else \\
         ln -s /usr/local/bin/tool-amd64 /usr/local/bin/tool; \\
       fi \\
    && rm /tmp/tool.tar.gz
`,
  (index, pick) => `COPY <<"EOF" /etc/part${index}.conf
listen = ${8000 + pick(1000)}
workers = ${1 + pick(8)}
EOF
ENV PART_CONF=/etc/part${index}.conf
RUN cd /srv && cat $PART_CONF | grep listen > /tmp/ports
`,
];

function finalStage(from) {
  return `# What is shipped.
FROM python:3.12-slim AS service
WORKDIR /app
${from.map((index) => `COPY --from=part${index} /srv/part${index} /app/part${index}\n`).join("")}COPY . .
EXPOSE 8000
USER 1000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/')"]
CMD ["gunicorn", "--bind=0.0.0.0:8000", "shop.wsgi"]
`;
}

/** A Dockerfile of exactly `lineCount` lines (at least 60): stages with ENV, RUN chains, heredocs and COPY, and a service on top. */
export function dockerfileOf(lineCount, seed = 1) {
  const pick = randomNumbers(seed);
  const parts = ["# syntax=docker/dockerfile:1\nARG REGISTRY=docker.io\n\n"];
  let lines = 3;
  const add = (text) => {
    parts.push(text);
    lines += text.split("\n").length - 1;
  };
  const stages = Math.max(2, Math.round(lineCount / 75));
  const last = finalStage([...Array(Math.min(stages, 8)).keys()]);
  const room = lineCount - last.split("\n").length + 1;
  for (let index = 0; index < stages; index++) {
    const end = Math.round((room * (index + 1)) / stages);
    add(stageHead(index, pick));
    while (lines < end - 16) add(`${blocks[pick(blocks.length)](index, pick)}\n`);
    add("# ".padEnd(30, "-").concat("\n").repeat(Math.max(0, end - lines)));
  }
  add(last);
  return parts.join("");
}

/**
 * `count` places for one typed letter each, in different lines spread over the file: behind the last letter of a line that
 * continues a command, sets a variable or copies a file. Zero-based line and character.
 */
export function typingPlaces(text, count) {
  const places = [];
  for (const [line, content] of text.split("\n").entries()) {
    const word = /^(?: {4,}[\w&]|COPY \w|ENV |WORKDIR |RUN [a-z]).*?[a-z](?=[^\w]*$)/.exec(content);
    if (word) places.push({ line, character: word[0].length });
  }
  return Array.from({ length: count }, (_, index) => places[Math.floor(((index * 7919) % count) * (places.length / count))]);
}
