import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("FROM with everything", () => {
  checkTree(`
    FROM --platform=$BUILDPLATFORM reg.io/a/b:1@sha256:0 AS Build-1.x_y
    `, `
    FROM --platform=‹$BUILDPLATFORM› ‹reg.io/a/b:1@sha256:0› as‹AS› ‹Build-1.x_y›
  `);
});

test("FROM takes one or three words", () => {
  checkTree(`
    FROM
    FROM a b
    FROM a AS
    FROM a AS b c
    FROM a by b
    `, `
    FROM
    FROM ‹a› extra‹b›
    FROM ‹a› as‹AS›
    FROM ‹a› as‹AS› ‹b› extra‹c›
    FROM ‹a› extra‹by› extra‹b›
    fault missing-argument ‹FROM›
    fault too-many-arguments ‹b›
    fault missing-argument ‹AS›
    fault too-many-arguments ‹c›
    fault too-many-arguments ‹by b›
  `);
});

test("a stage's name begins with a letter", () => {
  checkTree("FROM a AS 1b\nFROM a AS ${X}\n", `
    FROM ‹a› as‹AS› ‹1b›
    FROM ‹a› as‹AS› ‹\${X}›
    fault invalid-stage-name ‹1b›
    fault invalid-stage-name ‹\${X}›
  `);
});

test("flags end at the first other word", () => {
  checkTree(`
    FROM a
    COPY --link --chown=a:b x --from=c y
    `, `
    FROM ‹a›
    COPY --link --chown=‹a:b› ‹x› ‹--from=c› to‹y›
  `);
});

test("two dashes end the flags", () => {
  checkTree(`
    FROM a
    RUN --network=none -- --mount=x
    `, `
    FROM ‹a›
    RUN --network=‹none› shell ‹--mount=x›
  `);
});

test("quotes and escapes in flags", () => {
  checkTree(String.raw`
    FROM a
    COPY --chown="a b":c --chmod=u\ x --"link" x y
    `, String.raw`
    FROM ‹a›
    COPY --chown=‹"a b":c›=‹a b:c› --chmod=‹u\ x›=‹u x› --link ‹x› to‹y›
  `);
});

test("a flag across lines", () => {
  checkTree(String.raw`
    FROM a
    RUN --mount=type=cache,\
    target=/x y
    `, String.raw`
    FROM ‹a›
    RUN --mount=‹type=cache,\⏎target=/x›=‹type=cache,target=/x› shell ‹y›
  `);
});

test("flags of ARG and STOPSIGNAL are passed over", () => {
  checkTree(`
    ARG --x a
    FROM a
    STOPSIGNAL --y 9
    `, `
    ARG --x ‹a›
    FROM ‹a›
    STOPSIGNAL --y ‹9›
  `);
});

test("COPY and ADD", () => {
  checkTree(String.raw`
    FROM a
    COPY a b /c/
    ADD ["a b", "c\u0041"]
    COPY a
    ADD
    `, String.raw`
    FROM ‹a›
    COPY ‹a› ‹b› to‹/c/›
    ADD [‹"a b"›, ‹"c\u0041"›=‹cA›] ‹a b› to‹c\u0041›=‹cA›
    COPY ‹a›
    ADD
    fault missing-argument ‹COPY›
    fault missing-argument ‹ADD›
  `);
});

test("ENV pairs keep quotes and escapes", () => {
  checkTree(String.raw`
    FROM a
    ENV A=b "C D"='e f' G=h\ i J="k\"l" M=n=o P=
    `, String.raw`
    FROM ‹a›
    ENV ‹A›=‹b› ‹"C D"›=‹'e f'› ‹G›=‹h\ i› ‹J›=‹"k\"l"› ‹M›=‹n=o› ‹P›=‹›
  `);
});

test("ENV in the old form", () => {
  checkTree(`
    FROM a
    ENV A b=c  "d
    ENV B
    ENV
    `, `
    FROM ‹a›
    ENV ‹A› blank ‹b=c  "d›
    ENV ‹B›
    ENV
    fault unfinished-quote ‹"›
    fault missing-value ‹B›
    fault missing-argument ‹ENV›
  `);
});

test("a pair without an equals sign", () => {
  checkTree(`
    FROM a
    ENV A=b c =d
    LABEL x=y z
    `, `
    FROM ‹a›
    ENV ‹A›=‹b› ‹c› ‹›=‹d›
    LABEL ‹x›=‹y› ‹z›
    fault missing-equals ‹c›
    fault spaced-equals ‹=d›
    fault missing-equals ‹z›
  `);
});

test("pairs over several lines", () => {
  checkTree(String.raw`
    FROM a
    ENV A="b \
      c" \
        # note
        D=e
    `, String.raw`
    FROM ‹a›
    ENV ‹A›=‹"b \⏎  c"›=‹"b   c"› ‹D›=‹e›
    comment ‹# note› inside
  `);
});

test("ARG with and without values", () => {
  checkTree(`
    ARG A B=c D="e f" =g
    FROM a
    `, `
    ARG ‹A› ‹B›=‹c› ‹D›=‹"e f"› ‹›=‹g›
    FROM ‹a›
    fault blank-name ‹=g›
  `);
});

test("words to the end of the line", () => {
  checkTree("FROM a\nUSER a b : c \nWORKDIR /a b\nSTOPSIGNAL SIG TERM\nMAINTAINER A. B <c@d>\nUSER\nWORKDIR\nMAINTAINER\n", `
    FROM ‹a›
    USER ‹a b : c›
    WORKDIR ‹/a b›
    STOPSIGNAL ‹SIG TERM›
    MAINTAINER ‹A. B <c@d>›
    USER
    WORKDIR
    MAINTAINER
    fault missing-argument ‹USER›
    fault missing-argument ‹WORKDIR›
    fault missing-argument ‹MAINTAINER›
  `);
});

test("EXPOSE and VOLUME", () => {
  checkTree(`
    FROM a
    EXPOSE 80 443/tcp $P
    VOLUME /a "/b c"
    VOLUME ["/a", " "]
    EXPOSE
    VOLUME []
    `, `
    FROM ‹a›
    EXPOSE ‹80› ‹443/tcp› ‹$P›
    VOLUME ‹/a› ‹"/b› ‹c"›
    VOLUME [‹"/a"›, ‹" "›] ‹/a› ‹ ›
    EXPOSE
    VOLUME []
    fault unfinished-quote ‹"›
    fault unfinished-quote ‹"›
    fault empty-path ‹" "›
    fault missing-argument ‹EXPOSE›
    fault missing-argument ‹VOLUME›
  `);
});

test("an unknown instruction", () => {
  checkTree(`
    FROM a
    RUM x y
    FOOBAR
    `, `
    FROM ‹a›
    RUM unknown ‹x› ‹y›
    FOOBAR unknown
    fault unknown-instruction ‹RUM›
    fault unknown-instruction ‹FOOBAR›
  `);
});
