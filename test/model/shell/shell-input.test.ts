import assert from "node:assert/strict";
import { test } from "node:test";
import { argvFacts, shellFacts } from "../../../server/src/model/shell/facts.ts";
import { execWords, shellInputOf } from "../../../server/src/model/shell/shell-input.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { readCarets, writeCarets } from "../../syntax/shell/carets.ts";

/** Carets under what every RUN, CMD and HEALTHCHECK starts; scripts of other languages are named as a whole. */
function checkStarted(marked: string, shell: readonly string[] = ["/bin/sh", "-c"]): void {
  const { text } = readCarets(marked);
  const tree = parseDockerfile(text);
  const marks = tree.instructions.flatMap((instruction) => {
    if (instruction.kind !== "RUN" && instruction.kind !== "CMD" && instruction.kind !== "HEALTHCHECK") return [];
    const array = instruction.command?.exec;
    if (array !== undefined) return argvFacts(execWords(text, array)).invocations.map(({ span, name }) => ({ span, label: name }));
    const input = shellInputOf(text, instruction, tree.escape, shell);
    if (input === undefined) return [];
    if (input.script === undefined) return [{ span: input.span, label: `script for ${input.shell}` }];
    return shellFacts(input.script).invocations.map(({ span, name }) => ({ span, label: name }));
  });
  assert.equal(writeCarets(text, marks), marked);
}

test("shell forms", () => {
  checkStarted(`FROM a
RUN --mount=type=cache,target=/x apt-get update && \\
                                 ^^^^^^^^^^^^^^ apt-get
    # why
    apt-get install -y x
    ^^^^^^^^^^^^^^^^^^^^ apt-get
HEALTHCHECK --interval=5s CMD curl -f http://x || exit 1
                              ^^^^^^^^^^^^^^^^ curl
                                                  ^^^^^^ exit
CMD nginx
    ^^^^^ nginx`);
});

test("exec forms", () => {
  checkStarted(`FROM a
RUN ["sh", "-c", "apt-get update && x \\"y\\""]
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sh
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ apt-get
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ x
CMD ["/usr/sbin/nginx", "-g", "daemon off;"]
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nginx
CMD ["bash", "-c", "a; b"]
     ^^^^^^^^^^^^^^^^^^^^ bash
                    ^ a
                       ^ b`);
});

test("heredocs as scripts and as input", () => {
  checkStarted(`FROM a
RUN <<EOF
apt-get update
^^^^^^^^^^^^^^ apt-get
# not joined \\
apt-get clean
^^^^^^^^^^^^^ apt-get
EOF
RUN cat <<EOF > /x && \\
    ^^^ cat
  chmod +x /x
  ^^^^^^^^^^^ chmod
rm -rf /
EOF
RUN <<-'EOT' bash
             ^^^^ bash
	x
EOT
RUN <<EOF
#!/usr/bin/env python3
^^^^^^^^^^^^^^^^^^^^^^ script for other
import os
EOF
RUN <<EOF
#!/bin/bash -e
make
^^^^ make
EOF
RUN <<-EOF
	#!/usr/bin/env perl
^^^^^^^^^^^^^^^^^^^^ script for other
	chmod 0755, "x";
	EOF`);
});

test("other shells are left alone", () => {
  checkStarted(
    `FROM a
RUN Get-ChildItem $Env:X | Remove-Item -Force
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ script for powershell`,
    ["powershell", "-Command"],
  );
});
