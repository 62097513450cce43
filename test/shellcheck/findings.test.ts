// What the real ShellCheck finds, at its places in Dockerfiles.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { provideShellcheck } from "../../scripts/real-parts/shellcheck.ts";
import { applyEdits } from "../../server/src/base/edit.ts";
import { readConfiguration } from "../../server/src/lint/read-configuration.ts";
import { type Finding, ruleUrl } from "../../server/src/lint/finding.ts";
import { Shellcheck } from "../../server/src/lint/shellcheck.ts";
import { shellcheckProgram } from "../../server/src/node/shellcheck.ts";
import { readMarks, writeMarks } from "../harness/carets.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";
import { requirePart } from "../harness/real-parts.ts";

const never = new AbortController().signal;

async function findingsOf(t: TestContext, text: string, configuration: unknown = {}): Promise<Finding[] | undefined> {
  const part = await requirePart(t, "ShellCheck", provideShellcheck);
  if (!part) return undefined;
  const shellcheck = new Shellcheck(shellcheckProgram(part.path));
  const read = readConfiguration(configuration, []);
  assert.deepEqual(read.problems, []);
  const { workspace, linter } = await memoryWorkspace(new Map([["Dockerfile", text]]), { configuration: read.configuration, shellcheck });
  const snapshot = workspace.store.get(`${memoryFolder}/Dockerfile`)!;
  await linter.checkShell([snapshot], never);
  return linter.lint(snapshot);
}

/** `source` marks exactly what ShellCheck reports, by severity and code, with `\n` and with `\r\n` as line breaks. */
async function checkMarks(t: TestContext, source: string, configuration?: unknown): Promise<void> {
  const { text } = readMarks(source);
  for (const variant of [text, text.replaceAll("\n", "\r\n")]) {
    const findings = await findingsOf(t, variant, configuration);
    if (!findings) return;
    const marks = findings.filter(({ rule }) => rule.name.startsWith("SC")).map(({ span, rule, severity }) => ({ ...span, message: `${severity} ${rule.name}` }));
    assert.equal(writeMarks(variant, marks).replaceAll("\r", ""), source);
  }
}

test("places stay exact over continuations, comments, tabs and characters outside the basic plane", (t) => checkMarks(t, `FROM debian:12
RUN apt-get update && \\
  # a comment with 'quotes
\tcp 🐳 é $(ls a) &&\\
         ^^^^^^^ warning SC2046

    echo "🐳🐳"\t"$nobody" && \\
                 ^^^^^^^ warning SC2154
  rm $(ls \\
     ^> warning SC2046
    # and one within
    b)
    <^
`));

test("heredoc bodies, their own interpreter and their own comments", (t) => checkMarks(t, `FROM debian:12
RUN <<EOF
#!/bin/bash
# shellcheck disable=SC2078
if [ x ]; then a=(1); echo "\${a[0]}" "$nobody"; fi
                                      ^^^^^^^ warning SC2154
EOF
RUN <<A cat > /a && rm $(ls c)
                       ^^^^^^^ warning SC2046
text $(ls d)
A
RUN <<EOF
#!/usr/bin/env python3
print($x)
EOF
`));

test("a backtick as the escape character and a continuation within a word", (t) => checkMarks(t, `# escape=\`
FROM debian:12
SHELL ["/bin/sh", "-c"]
RUN echo ab\`
cd $(ls a) && \`
   ^^^^^^^ warning SC2046
  echo "$nobo\`
        ^> warning SC2154
dy"
<^
`));

test("CMD, ENTRYPOINT, HEALTHCHECK and ONBUILD in shell form; nothing for the exec form", (t) => checkMarks(t, `FROM debian:12
HEALTHCHECK --interval=5s CMD test $(cat /x)
                                   ^^^^^^^^^ warning SC2046
ENTRYPOINT exec app $(cat /x)
                    ^^^^^^^^^ warning SC2046
ONBUILD RUN touch "$of_the_child" $(cat /x)
                                  ^^^^^^^^^ warning SC2046
CMD ["sh", "-c", "echo $(cat /x)"]
`));

test("SHELL and the base image decide the dialect", (t) => checkMarks(t, `FROM debian:12 AS dash
RUN echo -e "$PATH"
         ^^ warning SC3036
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN echo -e "$PATH" && a=(1 2) && echo "\${a[0]}"
FROM dash
RUN echo -e "$PATH"
FROM alpine:3.20
RUN echo -e "$PATH" && set -o pipefail && a=(1 2) && echo "\${a[0]}"
                                                           ^^^^^^^ warning SC3054
FROM fedora:41
RUN [[ "$PATH" == x ]]
FROM registry.example/team/unknown:1
RUN [[ "$PATH" == x ]]
FROM debian:12
SHELL ["/bin/zsh", "-c"]
RUN rm $(ls a)
`));

test("what the build sets is known, what it does not set is not", (t) => checkMarks(t, `ARG global=1
FROM debian:12 AS base
ENV lower=1
FROM base
ARG argument
RUN echo "$lower" "$argument" "$http_proxy" "$global"
                                             ^^^^^^^ warning SC2154
RUN lower=2 make
RUN lower=2; make
RUN unused=2; make
    ^^^^^^ warning SC2034
`));

test("what well-kept images do on purpose is no warning", (t) => checkMarks(t, `FROM debian:12
RUN A= B= && ./configure $(test "$A" != "$B" && echo '--with-lto') && make -j$(nproc)
RUN for key in ABC; do gpg --recv-keys "$key"; done
RUN find . -name x | xargs rm
`));

test("advice, SC2155 and one-word substitutions are off until someone asks for them", async (t) => {
  const text = `FROM debian:12
SHELL ["bash", "-c"]
RUN make -j$(nproc) && echo $PATH && export A=$(ls) && rm \`ls a\`
`;
  await checkMarks(t, `${text}                                                          ^^^^^^ warning SC2046\n`);
  await checkMarks(t, `${text}                            ^^^^^ info SC2086
                                            ^ error SC2155
`, { rules: { SC2086: "info", sc2155: "error", SC2046: "off" } });
  await checkMarks(t, text, { profile: "buildkit" });
});

test("ignore comments of three tools", (t) => checkMarks(t, `FROM debian:12
# bakewell ignore=SC2046
RUN rm $(ls a) "$nobody"
                ^^^^^^^ warning SC2154
# hadolint ignore=SC2046,SC2154
RUN rm $(ls a) "$nobody"
# shellcheck disable=SC2000-SC2100,2154
RUN rm $(ls a) "$nobody"
# shellcheck disable=all
RUN rm $(ls a) "$nobody"
RUN true && \\
    # shellcheck disable=SC2046
    rm $(ls a) \\
      $(ls b) && \\
    rm $(ls c) && \\
       ^^^^^^^ warning SC2046
    # bakewell ignore=SC2046
    rm $(ls d) && \\
    # shellcheck source=/dev/null disable=SC2046
    rm $(ls e) && \\
    # hadolint ignore=SC2046
    rm $(ls f)
`));

test("unused codes of ShellCheck in comments are no fault: whether it runs depends on the machine", async (t) => {
  const findings = await findingsOf(t, "FROM debian:12\n# bakewell ignore=SC2046\nRUN true\n");
  if (findings) assert.deepEqual(findings.filter(({ rule }) => rule.name === "UnusedIgnoreComment"), []);
});

test("a script that cannot be parsed is reported by what is wrong", (t) => checkMarks(t, `FROM debian:12
RUN if true; then echo; fi; done
                            ^ error SC1089
`));

test("the fix of ShellCheck is offered as a suggestion, over continuations too", async (t) => {
  const text = "FROM debian:12\nRUN true && \\\n\techo 🐳 $PATH/a && \\\n    # comment\n  rm \"${HOME}\" $HOME\n";
  const findings = await findingsOf(t, text, { rules: { SC2086: "info" } });
  if (!findings) return;
  const fixes = findings.flatMap((finding) => (finding.rule.name === "SC2086" ? finding.fixes : []));
  assert.deepEqual(fixes.map(({ title, safety }) => `${safety} ${title}`), ["suggestion Put it in double quotes", "suggestion Put it in double quotes"]);
  assert.equal(
    applyEdits(text, fixes.flatMap(({ edits }) => edits)),
    "FROM debian:12\nRUN true && \\\n\techo 🐳 \"$PATH\"/a && \\\n    # comment\n  rm \"${HOME}\" \"$HOME\"\n",
  );
});

test("the page of a code is ShellCheck's", async (t) => {
  const findings = await findingsOf(t, "FROM debian:12\nRUN rm $(ls a)\n");
  if (!findings) return;
  const [finding] = findings.filter(({ rule }) => rule.name === "SC2046");
  assert.equal(ruleUrl(finding!.rule), "https://www.shellcheck.net/wiki/SC2046");
});
