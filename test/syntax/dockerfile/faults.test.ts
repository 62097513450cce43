import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { readMarks, writeMarks } from "../../harness/carets.ts";
import { outdent } from "./check-tree.ts";

/** The faults of the text are exactly its marks. */
function checkFaults(source: string): void {
  const marked = outdent(source);
  const { text } = readMarks(marked);
  const faults = parseDockerfile(text).faults.map(({ span, code, message }) => ({ start: span.start, end: span.end, message: `${code}: ${message}` }));
  assert.equal(writeMarks(text, faults), marked);
}

test("unknown flags name the nearest one", () => {
  checkFaults(String.raw`
    FROM a
    COPY --form=x --chowm=1 a b
         ^^^^^^ unknown-flag: COPY has no flag --form. Did you mean --from?
                  ^^^^^^^ unknown-flag: COPY has no flag --chowm. Did you mean --chown?
    RUN --link x
        ^^^^^^ unknown-flag: RUN has no flag --link.
    FROM --target=x b
         ^^^^^^^^ unknown-flag: FROM has no flag --target.
    WORKDIR --x /a
            ^^^ unknown-flag: WORKDIR has no flag --x. WORKDIR takes no flags.
    ENV --a b=c
        ^^^ unknown-flag: ENV has no flag --a. ENV takes no flags.
  `);
});

test("a flag may stand once unless it is a list", () => {
  checkFaults(String.raw`
    FROM a
    COPY --from=x --from=y --exclude=a --exclude=b c d
                  ^^^^^^^^ duplicate-flag: --from stands here a second time; COPY takes it once.
  `);
});

test("flags that need a value", () => {
  checkFaults(String.raw`
    FROM a
    COPY --from a b
         ^^^^^^ missing-flag-value: --from needs a value: --from=stage.
    COPY --link= a b
         ^^^^^^^ missing-flag-value: --link needs a value: --link=true or false.
    RUN --mount x
        ^^^^^^^ missing-flag-value: --mount needs a value: --mount=type=…,target=….
  `);
});

test("values that are checked", () => {
  checkFaults(String.raw`
    FROM a
    COPY --link=tru a b
                ^^^ invalid-flag-value: --link is either true or false, not tru.
    COPY --link=FALSE a b
    RUN --network=hots x
                  ^^^^ invalid-flag-value: --network is one of default, none, host, not hots. Did you mean host?
    RUN --security=none x
                   ^^^^ invalid-flag-value: --security is one of sandbox, insecure, not none.
  `);
});

test("durations and numbers", () => {
  checkFaults(String.raw`
    FROM a
    HEALTHCHECK --interval=30 --timeout=1m30s --start-period=0 --start-interval=1us --retries=-1 CMD x
                           ^^ invalid-flag-value: --interval is a duration such as 30s or 1m30s, not 30.
                                                                                ^^^ invalid-flag-value: --start-interval cannot be shorter than 1ms.
                                                                                              ^^ invalid-flag-value: --retries is a whole number that is not negative, not -1.
  `);
});

test("mounts", () => {
  checkFaults(`
    FROM a
    RUN --mount=type=cahce,target=/x y
                     ^^^^^ invalid-mount: cahce is no value of type; expected bind, cache, tmpfs, secret, ssh. Did you mean cache?
    RUN --mount=type=cache,taget=/x,sharing=lock,ro=maybe y
                           ^^^^^ invalid-mount: Mounts have no option taget. Did you mean target?
                                            ^^^^ invalid-mount: lock is no value of sharing; expected shared, private, locked.
                                                    ^^^^^ invalid-mount: maybe is no value of ro; expected true or false.
    RUN --mount=type=bind,target y
                          ^^^^^^ invalid-mount: The mount option target needs a value: target=….
    RUN --mount=required,type=secret,id=a y
                ^^^^^^^^ invalid-mount: required belongs to mounts of type secret and ssh, and the type must stand in front of it; this one is bind.
    RUN --mount=type=tmpfs,target=/t,size=big,mode=0755 y
                                          ^^^ invalid-mount: big is no value of size; expected a size such as 64m.
    RUN --mount=type=bind,target=/t,uid=1 y
                                    ^^^^^ invalid-mount: A bind mount takes no uid.
    RUN --mount=type=secret y
                ^^^^^^^^^^^ invalid-mount: A secret mount needs an id: id=name.
    RUN --mount=type=secret,id=a,source=b,from=c,mode=8 y
                                                      ^ invalid-mount: 8 is no value of mode; expected an octal number such as 0755.
    RUN --mount=type=bind,from=$X,target=/t y
                               ^^ invalid-mount: Variables are not replaced in a mount's from; name a stage with FROM and use its name.
    RUN --mount=type=$T,required,id=\${ID:-x} y
    RUN --mount=type=cache,target=\${A:-b y
                                  ^^^^^^ unfinished-substitution: The substitution is not finished: \`}\` is missing.
  `);
});

test("devices", () => {
  checkFaults(String.raw`
    FROM a
    RUN --device=vendor.com/class=name,required x
    RUN --device=name=a,name=b x
                        ^^^^^^ invalid-device: The device already has a name.
    RUN --device=a,required=perhaps,count=2 x
                   ^^^^^^^^^^^^^^^^ invalid-device: required is true or false, not perhaps.
                                    ^^^^^^^ invalid-device: A device has no option count; expected required behind its name.
  `);
});

test("keywords", () => {
  checkFaults(String.raw`
    FROM a
    COYP a b
    ^^^^ unknown-instruction: There is no instruction COYP. Did you mean COPY?
    PLEASE x
    ^^^^^^ unknown-instruction: There is no instruction PLEASE.
    ADD a
    ^^^ missing-argument: ADD needs a destination behind the source.
    RUN --mount=type=cache,target=/x \
      apt-get
    HEALTHCHEK NONE
    ^^^^^^^^^^ unknown-instruction: There is no instruction HEALTHCHEK. Did you mean HEALTHCHECK?
  `);
});

test("words that the build cannot read", () => {
  checkFaults(`
    FROM a:\${V
           ^^^ unfinished-substitution: The substitution is not finished: \`}\` is missing.
    ENV A="x B=y
          ^ unfinished-quote: The double quote is never closed.
    ENV C=\${:x} D=\${C:=x} E=\${F!} G=\${H#\\a}
          ^^^ bad-substitution: A variable name was expected behind \`\${\`.
                     ^^ bad-substitution: \`:=\` is no operator of a substitution; expected \`:-\`, \`:+\` or \`:?\`.
                               ^ bad-substitution: \`!\` cannot stand behind the variable's name; expected \`}\` or an operator.
                                    ^^^^^^^ bad-substitution: The pattern \`\\a\` escapes a character that needs no escape.
    COPY it's /x
           ^ unfinished-quote: The single quote is never closed.
    WORKDIR \${A:-\${B}
            ^^^^^^^^^ unfinished-substitution: The substitution is not finished: \`}\` is missing.
    USER \${A/b}
         ^^^^^^ unfinished-substitution: The substitution is not finished: \`/\` is missing.
    RUN echo "
    LABEL a='
            ^ unfinished-quote: The single quote is never closed.
  `);
});

test("words over several lines", () => {
  checkFaults(`
    FROM a
    ENV A=b \\
        C="d \\
        # x
        e\${f" \\
            ^ bad-substitution: \`"\` cannot stand behind the variable's name; expected \`}\` or an operator.
      G=h
  `);
});

test("heredocs", () => {
  checkFaults(`
    FROM a
    COPY << EOF /x
         ^^^^^^ split-heredoc-operator: COPY splits its paths at blanks, so a heredoc's operator and delimiter must be written without any.
    a
    EOF
    COPY a <<EOF
           ^^^^^ heredoc-as-destination: COPY needs a path behind the heredoc; a heredoc cannot be the destination.
    EOF
    RUN cat <<EOF && x <<-EOT
            ^^^^^ unfinished-heredoc: The heredoc is not finished: no line holds only \`EOF\`.
    a
  `);
});

test("directives", () => {
  checkFaults(`
    # escape=x
             ^ invalid-escape-directive: The escape character must be a backslash or a backtick, not x.
    # escape=\`
    ^^^^^^^^^^ duplicate-directive: The parser directive escape stands here a second time; only one is allowed.
    FROM a
  `);
});

test("FROM", () => {
  checkFaults(String.raw`
    FROM
    ^^^^ missing-argument: FROM needs an image or an earlier stage, or scratch.
    FROM a as
           ^^ missing-argument: A name for the stage must follow AS.
    FROM a b
           ^ too-many-arguments: FROM takes an image, or an image with AS and a name; this does not belong there.
    FROM a AS b c d
                ^^^ too-many-arguments: Nothing may follow the name of the stage.
    FROM a AS 1
              ^ invalid-stage-name: 1 is no name for a stage: a letter comes first, then letters, digits, and the characters - _ and a full stop.
  `);
});

test("other counts", () => {
  checkFaults(`
    FROM a
    COPY
    ^^^^ missing-argument: COPY needs a source and a destination.
    COPY a
    ^^^^ missing-argument: COPY needs a destination behind the source.
    ARG
    ^^^ missing-argument: ARG needs a name.
    ENV
    ^^^ missing-argument: ENV needs a pair: name=value.
    ENV A
        ^ missing-value: ENV needs a value for A: write A=value.
    ENV A=b c
            ^ missing-equals: \`c\` has no value: ENV pairs are written name=value. Quote values that hold blanks.
    EXPOSE
    ^^^^^^ missing-argument: EXPOSE needs a port.
    USER
    ^^^^ missing-argument: USER needs a user.
    VOLUME [""]
            ^^ empty-path: A volume's path cannot be empty.
    SHELL x
          ^ shell-not-json: SHELL must be a JSON array of strings, such as SHELL ["/bin/bash", "-c"].
    SHELL []
          ^^ missing-argument: SHELL needs at least the program in its array.
    HEALTHCHECK
    ^^^^^^^^^^^ missing-argument: HEALTHCHECK needs CMD with a command, or NONE.
    HEALTHCHECK CMD
                ^^^ missing-argument: A command must follow HEALTHCHECK CMD.
    HEALTHCHECK NONE x
                     ^ too-many-arguments: Nothing may follow HEALTHCHECK NONE.
    HEALTHCHECK /x
                ^^ unknown-healthcheck-type: HEALTHCHECK takes CMD or NONE, not /x. A command is written behind CMD.
    ONBUILD
    ^^^^^^^ missing-argument: ONBUILD needs an instruction.
    ONBUILD ONBUILD RUN x
            ^^^^^^^ invalid-onbuild: ONBUILD cannot hold ONBUILD.
    CMD [1]
        ^^^ json-not-strings: The JSON array may hold strings only; write numbers and other values in double quotes.
  `);
});

test("no FROM", () => {
  checkFaults(String.raw`
    RUN x
    ^^^ missing-from: There is no FROM, so there is nothing to build; it must come before all instructions but ARG.
  `);
});

test("too early", () => {
  checkFaults(String.raw`
    ARG A
    RUN x
    ^^^ instruction-before-from: RUN stands in front of the first FROM; only ARG may.
    FROM a
  `);
});
