import assert from "node:assert/strict";
import { test } from "node:test";
import { pipedInto, type Download } from "../../../server/src/model/shell/downloads.ts";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";

/** A script and, after an arrow, a line of facts for each download in it. */
function checkDownloads(rows: string): void {
  const blocks = rows.trim().split(/\n(?= *[^ →])/).map((block) => block.split("\n").map((line) => line.trim()));
  const actual = blocks.map(([text]) => [text!, ...shellFacts(parseShell(text!)).downloads.map(describe)].join("\n"));
  assert.equal(actual.join("\n"), blocks.flat().join("\n"));
}

function describe(download: Download): string {
  const target = download.output ?? (download.writesStandardOutput ? "stdout" : "file");
  const piped = pipedInto(download.invocation);
  const notes = [
    piped === undefined ? "" : `| ${piped}`,
    download.executedBy === undefined ? "" : `run by ${download.executedBy.name}`,
    download.isInsecure ? "insecure" : "",
    download.failsOnHttpError ? "" : "keeps errors",
    download.followsRedirects ? "" : "no redirects",
  ].filter((note) => note !== "");
  return `→ ${download.tool} ${download.urls.map((url) => url.unquoted).join(" ")} to ${[target, ...notes].join(", ")}`;
}

/** A script and, after an arrow, the archive and the directory of each extraction in it. */
function checkExtractions(rows: string): void {
  const blocks = rows.trim().split(/\n(?= *[^ →])/).map((block) => block.split("\n").map((line) => line.trim()));
  const actual = blocks.map(([text]) =>
    [text!, ...shellFacts(parseShell(text!)).extractions.map(({ tool, archive, directory }) => `→ ${tool} ${archive?.unquoted ?? "stdin"} to ${directory ?? "."}`)].join("\n"),
  );
  assert.equal(actual.join("\n"), blocks.flat().join("\n"));
}

test("archives", () => {
  checkExtractions(`
    tar -xzf /tmp/x.tgz -C /opt --strip-components=1
    → tar /tmp/x.tgz to /opt
    tar xzf x.tar.gz && tar xfC y.tar /usr
    → tar x.tar.gz to .
    → tar y.tar to /usr
    curl -fsSL https://x | tar -xJ --directory=/usr/local
    → tar stdin to /usr/local
    tar --extract --file "$F" && tar xf - && tar -czf out.tgz dir
    → tar $F to .
    → tar stdin to .
    unzip -q a.zip -d /opt && unzip -l b.zip && 7z x c.7z -o/out
    → unzip a.zip to /opt
    → 7z c.7z to /out
  `);
});

test("curl", () => {
  checkDownloads(`
    curl -fsSL https://x/a.tgz -o /tmp/a.tgz
    → curl https://x/a.tgz to /tmp/a.tgz
    curl -sSLO "https://x/\${V}.tgz"
    → curl https://x/\${V}.tgz to file, keeps errors
    curl -k --retry 3 -H 'A: b' http://x | tar xz -C /opt
    → curl http://x to stdout, | tar, insecure, keeps errors, no redirects
    curl --fail --location --output=a --url https://x
    → curl https://x to a
    curl -fL https://x > /tmp/x
    → curl https://x to file
    curl -fL -o - https://x 2>/dev/null
    → curl https://x to stdout
  `);
});

test("wget and aria2c", () => {
  checkDownloads(`
    wget -qO- https://x/key.asc | gpg --dearmor
    → wget https://x/key.asc to stdout, | gpg
    wget -q -O /tmp/x https://x --no-check-certificate
    → wget https://x to /tmp/x, insecure
    wget -P /tmp https://x/a https://x/b
    → wget https://x/a https://x/b to file
    aria2c -x 4 -o y https://x
    → aria2c https://x to y
  `);
});

test("programs that are run from the network", () => {
  checkDownloads(`
    curl -fsSL https://x | sh
    → curl https://x to stdout, | sh, run by sh
    curl -fsSL https://x | sudo -E bash -
    → curl https://x to stdout, | bash, run by bash
    curl -fsSL https://x | gunzip | bash -s -- --yes
    → curl https://x to stdout, | gunzip, run by bash
    curl -fsSL https://x | python3 - --version 1
    → curl https://x to stdout, | python3, run by python3
    bash -c "$(curl -fsSL https://x)"
    → curl https://x to stdout, run by bash
    bash <(curl -fsSL https://x) --yes
    → curl https://x to stdout, run by bash
    eval "$(wget -qO- https://x)"
    → wget https://x to stdout, run by eval
    curl -fsSL https://x | sh /tmp/script.sh
    → curl https://x to stdout, | sh
    curl -fsSL https://x | python3 -c 'import json'
    → curl https://x to stdout, | python3
    sh -c "echo $(curl -fsSL https://x)"
    → curl https://x to stdout
  `);
});
