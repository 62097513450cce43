import assert from "node:assert/strict";
import { test } from "node:test";
import { invocationsOfArgv } from "../../../server/src/model/shell/invocations.ts";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import { literalWord } from "../../../server/src/syntax/shell/words.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import { readCarets, writeCarets } from "../../syntax/shell/carets.ts";

/** Carets under each invocation with its name, and the wrappers in front of it in parentheses. */
function checkInvocations(marked: string): void {
  const { text } = readCarets(marked);
  const marks = shellFacts(parseShell(text)).invocations.map(({ span, name, wrappers }) => ({
    span,
    label: wrappers.length === 0 ? name : `${name} (${wrappers.map((word) => word.unquoted).join(" ")})`,
  }));
  assert.equal(writeCarets(text, marks), marked);
}

test("paths and quotes in front of a program's name", () => {
  checkInvocations(`/usr/bin/apt-get update; "curl" x; \${BIN}/mamba y; A=1; > z
^^^^^^^^^^^^^^^^^^^^^^^ apt-get
                         ^^^^^^^^ curl
                                   ^^^^^^^^^^^^^^ mamba`);
});

test("sudo, env and their options", () => {
  checkInvocations(`sudo -E -u root apt-get update; sudo -l
                ^^^^^^^^^^^^^^ apt-get (sudo)
                                ^^^^^^^ sudo`);
  checkInvocations(`env -u X A=b B="c d" nice -n 5 make all
                               ^^^^^^^^ make (env nice)`);
  checkInvocations(`sudo DEBIAN_FRONTEND=noninteractive apt-get install x
                                    ^^^^^^^^^^^^^^^^^ apt-get (sudo)`);
  checkInvocations(`command -v curl; command ls; exec "$@"; exec gunicorn app
^^^^^^^^^^^^^^^ command
                         ^^ ls (command)
                                  ^^^^ $@ (exec)
                                             ^^^^^^^^^^^^ gunicorn (exec)`);
});

test("programs with operands of their own", () => {
  checkInvocations(`timeout -k 5 30s curl x; gosu postgres initdb; chroot /mnt apt-get clean; busybox wget y
                 ^^^^^^ curl (timeout)
                                       ^^^^^^ initdb (gosu)
                                                           ^^^^^^^^^^^^^ apt-get (chroot)
                                                                                  ^^^^^^ wget (busybox)`);
  checkInvocations(`find . | xargs -0 -r -n 1 rm -rf; eatmydata apt-get update
^^^^^^ find
                          ^^^^^^ rm (xargs)
                                            ^^^^^^^^^^^^^^ apt-get (eatmydata)`);
  checkInvocations(`tini -g -- dumb-init nginx -g 'daemon off;'; sudo
                     ^^^^^^^^^^^^^^^^^^^^^^ nginx (tini dumb-init)
                                             ^^^^ sudo`);
});

test("scripts of other shells", () => {
  checkInvocations(`bash -euxo pipefail -c 'cd /x && sudo make'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bash
                        ^^^^^ cd
                                      ^^^^ make (sudo)`);
  checkInvocations(`su - postgres -c "psql -c x"; sh script.sh; eval 'a b'
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ su
                  ^^^^^^^^^ psql
                              ^^^^^^^^^^^^ sh
                                            ^^^^^^^^^^ eval
                                                  ^^^ a`);
  checkInvocations(`sudo sh -c "apt-get update && echo $X > y"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sh (sudo)
            ^^^^^^^^^^^^^^ apt-get
                              ^^^^^^^ echo`);
});

test("a script with escapes has the span of its word", () => {
  checkInvocations(String.raw`sh -c "echo \"a\" | b"; sh -c "$SCRIPT"
^^^^^^^^^^^^^^^^^^^^^^ sh
      ^^^^^^^^^^^^^^^^ echo
      ^^^^^^^^^^^^^^^^ b
                        ^^^^^^^^^^^^^^^ sh`);
});

test("exec forms", () => {
  const text = '["/bin/sh", "-c", "apt-get update && curl x"]';
  const words = [...text.matchAll(/"([^"]*)"/g)].map((match) => literalWord(match[1]!, { start: match.index, end: match.index + match[0].length }, match[0]));
  const marks = invocationsOfArgv(words).map(({ span, name }) => ({ span, label: name }));
  assert.equal(
    writeCarets(text, marks),
    `["/bin/sh", "-c", "apt-get update && curl x"]
 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sh
                   ^^^^^^^^^^^^^^ apt-get
                                     ^^^^^^ curl`,
  );
});
