// Linting stays linear, whatever stands in a file, and is done with a megabyte of anything in bounded time.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resolveConfiguration } from "../../server/src/lint/configuration.ts";
import { collectFixes } from "../../server/src/lint/fix-all.ts";
import { lintDockerfile } from "../../server/src/lint/lint-dockerfile.ts";
import type { Finding } from "../../server/src/lint/finding.ts";
import { readDockerfile } from "../../server/src/model/dockerfile/read-dockerfile.ts";
import { unknownUse } from "../../server/src/model/dockerfile/use.ts";
import { allRules } from "../../server/src/rules/all-rules.ts";
import { parseDockerfile } from "../../server/src/syntax/dockerfile/parse.ts";
import { bestCost, checkGrowth } from "../harness/cost.ts";

const uri = "file:///work/Dockerfile";
const strict = resolveConfiguration({ profile: "strict" });

function lint(text: string): readonly Finding[] {
  return lintDockerfile(uri, readDockerfile(parseDockerfile(text)), unknownUse, allRules, strict, (_rule, error) => {
    throw error;
  });
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

function mixedStage(index: number): string {
  return `FROM ${index % 3 === 0 ? "debian:12" : "node:22-slim"} AS part${index}
ARG VERSION${index}=1.${index}
ENV HOME${index}=/srv/part${index} \\
    MODE=production
WORKDIR /srv/part${index}
RUN apt-get update && apt-get install -y \\
    curl \\
    # for the build
    git \\
    && rm -rf /var/lib/apt/lists/*
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
RUN <<EOF
mkdir -p /var/log/part${index}
chown -R node /var/log/part${index}
EOF
RUN cd /tmp && wget https://example.com/${index}.tgz && tar xzf ${index}.tgz | tee log
${index === 0 ? "LABEL part=first" : `COPY --from=part${index - 1} /srv/part${index - 1}/dist ./dist`}
EXPOSE ${3000 + (index % 1000)}
USER node
HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
CMD ["node", "server.js"]
`;
}

describe("the cost of linting grows with the text", () => {
  const cases: readonly (readonly [string, (count: number) => string, number])[] = [
    ["20,000 mixed lines", (count) => repeat(count / 20, mixedStage), 20_000],
    ["one stage of 16,000 instructions", (count) => `FROM debian:12\n${repeat(count / 4, (i) => `RUN apt-get update && apt-get install -y p${i}\nCOPY a${i} /b\nENV A${i}=$B${i}\nUSER u${i}\n`)}`, 16_000],
    ["one RUN of 20,000 lines", (count) => `FROM debian:12\nRUN true \\\n${repeat(count, (i) => ` && apt-get install -y p${i} \\\n`)} && true\n`, 20_000],
    ["one heredoc of 20,000 lines", (count) => `FROM debian:12\nRUN <<EOF\n${repeat(count, (i) => `cd /x; rm -rf /y${i}\n`)}EOF\n`, 20_000],
    ["10,000 stages", (count) => repeat(count, (i) => `FROM debian:12 AS s${i}\nRUN apt-get install p\n`), 10_000],
    ["a chain of 4,000 stages", (count) => `FROM debian:12 AS s0\n${repeat(count, (i) => `FROM s${i} AS s${i + 1}\nRUN apt-get update\nUSER u${i}\nCMD nginx\n`)}`, 4000],
    ["10,000 lines of ARG and ENV", (count) => `FROM debian:12\n${repeat(count, (i) => (i % 2 === 0 ? `ENV A${i}=x$A${i - 1}\n` : `ARG A${i}=x$A${i - 1}\n`))}`, 10_000],
    ["5,000 COPY --from", (count) => repeat(count / 2, (i) => `FROM a:1 AS s${i}\nCOPY --from=s${Math.max(0, i - 1)} /x /y\nCOPY --from=s${i >> 1} /x /y\n`), 5000],
    ["10,000 ignore comments", (count) => `FROM debian:12\n${repeat(count, (i) => `# hadolint ignore=DL3008\nRUN apt-get install p${i}\n`)}`, 10_000],
    ["10,000 ignore comments inside one RUN", (count) => `FROM debian:12\nRUN true \\\n${repeat(count, (i) => `  # hadolint ignore=DL3008\n  && apt-get install p${i} \\\n`)}  && true\n`, 10_000],
    ["6,000 health checks and commands", (count) => `FROM debian:12\n${repeat(count, (i) => `HEALTHCHECK CMD curl -f http://localhost:${i}\nCMD npm start\n`)}`, 6000],
    ["20,000 versions without quotes in one RUN", (count) => `FROM debian:12\nRUN pip install${repeat(count, (i) => ` p${i}>=1`)}\n`, 20_000],
    ["6,000 steps that chown, source and write /etc/hosts", (count) => `FROM debian:12\n${repeat(count, (i) => `RUN chown 755 /x${i} && echo a >> /etc/hosts; source /y || true\n`)}`, 6000],
    ["one RUN of 10,000 lines that bash alone reads", (count) => `FROM debian:12\nRUN true \\\n${repeat(count, (i) => ` ; source /y${i} || true; echo a >> /etc/hosts 2>1 \\\n`)} ; true\n`, 10_000],
    ["6,000 arguments that sound like secrets", (count) => `FROM debian:12\n${repeat(count, (i) => `ARG TOKEN${i}\nRUN echo $TOKEN${i}\n`)}`, 6000],
    ["6,000 files with the names of folders", (count) => `FROM debian:12\n${repeat(count, (i) => `COPY a.txt /x${i}\nWORKDIR /x${i}\n`)}`, 6000],
    ["10,000 builds that are joined by semicolons", (count) => `FROM debian:12\nRUN set ex; ${repeat(count, (i) => `make a${i}; `)}true\n`, 10_000],
    ["3,000 services that copy from each other", (count) => repeat(count, (i) => `FROM nginx:1.29 AS s${i}\nCOPY --from=s${Math.max(0, i - 1)} /x /usr/bin/\nRUN npm ci && pecl install xdebug\n`), 3000],
    ["4,000 credentials that are removed, and folders of users", (count) => `FROM debian:12\n${repeat(count, (i) => `COPY .npmrc /x${i}/.npmrc\nRUN rm /x${i}/.npmrc && useradd u${i} && mkdir -p /data/u${i}\nVOLUME /data/v${i}\nUSER u${i}\n`)}CMD ["gunicorn", "a"]\n`, 4000],
    ["10,000 ONBUILD", (count) => `FROM debian:12\n${repeat(count, (i) => `ONBUILD RUN apt-get install p${i}\n`)}`, 10_000],
  ];
  for (const [name, make, count] of cases) test(name, () => checkGrowth(make, count, lint));

  test("choosing fixes among 20,000 findings", () => {
    checkGrowth((count) => `FROM debian:12\n${repeat(count, (i) => `RUN apt-get install p${i}\n`)}`, 20_000, (text) => collectFixes(lint(text), uri, () => true));
  });
});

describe("a megabyte of anything is linted in bounded time", () => {
  const megabyte = 1_000_000;
  const cases: readonly (readonly [string, () => string])[] = [
    ["one word", () => `FROM ${"a".repeat(megabyte)}`],
    ["blanks", () => `FROM a\nRUN x${" ".repeat(megabyte)}y`],
    ["line breaks", () => `FROM a\n${"\n".repeat(megabyte)}`],
    ["continuations", () => `FROM a\nRUN x${"\\\n".repeat(megabyte / 2)}`],
    ["comments", () => `FROM a\n${"#\n".repeat(megabyte / 2)}`],
    ["assignments", () => `FROM a\nENV ${"a=b ".repeat(megabyte / 4)}`],
    ["variables", () => `FROM a\nENV a=${"$a".repeat(megabyte / 2)}`],
    ["commands", () => `FROM a\nRUN ${"cd /x && ".repeat(megabyte / 9)}true`],
    ["pipes", () => `FROM a\nRUN ${"a | ".repeat(megabyte / 4)}b`],
    ["parentheses", () => `FROM a\nRUN ${"(".repeat(megabyte)}`],
    ["words of a JSON array", () => `FROM a\nCMD [${'"a", '.repeat(megabyte / 5)}"z"]`],
    ["random bytes", () => `FROM a\n${randomText(megabyte, 256)}`],
    ["random letters of Dockerfiles", () => `FROM a\n${randomText(megabyte, " \n\\#$\"'`<>{}()[];&|=-:/abcFROMUNCPY")}`],
  ];
  for (const [name, make] of cases) {
    test(name, () => {
      const text = make();
      const needed = bestCost(() => lint(text));
      // A machine of its own needs a tenth of this.
      assert.ok(needed < 5000, `${needed.toFixed(0)} ms`);
    });
  }
});

/** The same text for the same arguments; NUL is left out because it marks a binary file. */
function randomText(length: number, from: number | string): string {
  let state = 7;
  const letters: string[] = [];
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const value = Math.floor((state / 0x80000000) * (typeof from === "number" ? from - 1 : from.length));
    letters.push(typeof from === "number" ? String.fromCharCode(value + 1) : from[value]!);
  }
  return letters.join("");
}
