// Scripts that ShellCheck needs not see, and what makes others worth a look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isPlainScript } from "../../../server/src/model/shell/plain-scripts.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";

/** Each script, `↵` for a line break, with the answer behind it. */
function checkRows(rows: string): void {
  const expected = rows.trim().split("\n").map((row) => row.trim());
  const actual = expected.map((row) => {
    const [text] = row.split(" → ") as [string];
    const script = text.replaceAll("↵", "\n");
    return `${text} → ${isPlainScript(script, parseShell(script)) ? "plain" : "not plain"}`;
  });
  assert.equal(actual.join("\n"), expected.join("\n"));
}

test("known programs with literal arguments, one after the other", () => {
  checkRows(`
    apt-get update && apt-get install -y --no-install-recommends curl g++ 'git' && rm -rf /var/lib/apt/lists/* → plain
    set -eux; mkdir -p /srv/a;↵chown -R app:app /srv/a → plain
    DEBIAN_FRONTEND=noninteractive CGO_ENABLED=0 ./scripts/build.sh --flags="-a -b" → plain
    /usr/bin/python3.12 -m pip install "requests>=2,<3" → plain
    cd /src && make install → plain
    unknown-program --version → not plain
    apt-get install -y curl & make → not plain
    make || npm test → not plain
    make | gzip → not plain
    make > log → not plain
    time make → not plain
    ( make ) → not plain
    make ( → not plain
    if make; then npm test; fi → not plain
    apt-get install -y curl done → not plain
  `);
});

test("words that say more than they are", () => {
  checkRows(`
    npm install $PACKAGE → not plain
    npm install "$PACKAGE" → not plain
    npm install \`cat list\` → not plain
    npm install {a,b} → not plain
    npm install *.tgz → not plain
    npm install lib*.tgz → plain
    npm install 'a'b'c' → not plain
    npm install a\\b → not plain
    npm install “a” → not plain
    npm install # shellcheck enable=all → not plain
    make = x → not plain
    make x=1 → plain
    */build.sh → not plain
    -x/build.sh → not plain
    NODE_ENV=echo make → not plain
    PATH=/opt/bin make → not plain
  `);
});

test("programs that ShellCheck has checks on", () => {
  checkRows(`
    rm -rf /usr/share → not plain
    rm -rf /usr/share/doc → plain
    rm -rf /home/* → not plain
    rm -rf dist /tmp/* → plain
    mkdir -pm 755 /srv/a → not plain
    mkdir --mode=755 /srv → not plain
    cp a → not plain
    mv -v a b → plain
    ln -s a → not plain
    chmod -r 644 a → not plain
    chmod -R 644 a → plain
    cd /src → not plain
    cd /src && cd .. → not plain
    find -name a → not plain
    find . -name '*.pyc' -delete → plain
    find . -name *.pyc → not plain
    find . -name a -o -name b → not plain
    echo a  b → not plain
    echo 'a  b' → plain
    set -o pipefail → not plain
    grep a b → not plain
  `);
});
