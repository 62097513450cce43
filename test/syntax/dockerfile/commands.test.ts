import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("shell and exec form", () => {
  checkTree(String.raw`
    FROM a
    RUN echo "a"  b
    CMD ["a", "b\n"]
    ENTRYPOINT [ ]
    CMD
    `, String.raw`
    FROM ‹a›
    RUN shell ‹echo "a"  b›
    CMD exec [‹"a"›, ‹"b\n"›=‹b⏎›]
    ENTRYPOINT exec []
    CMD
  `);
});

test("an array that is no JSON is shell form", () => {
  checkTree(`
    FROM a
    CMD ['a']
    CMD ["a",]
    RUN [ -f x ] && y
    RUN ["a"] && b
    `, `
    FROM ‹a›
    CMD shell ‹['a']›
    CMD shell ‹["a",]›
    RUN shell ‹[ -f x ] && y›
    RUN shell ‹["a"] && b›
  `);
});

test("an array of other things is refused", () => {
  checkTree(`
    FROM a
    CMD ["a", 1]
    RUN [["a"]]
    `, `
    FROM ‹a›
    CMD shell ‹["a", 1]›
    RUN shell ‹[["a"]]›
    fault json-not-strings ‹["a", 1]›
    fault json-not-strings ‹[["a"]]›
  `);
});

test("an array over several lines", () => {
  checkTree(String.raw`
    FROM a
    CMD ["a", \
      # c
      "b"]
    `, `
    FROM ‹a›
    CMD exec [‹"a"›, ‹"b"›]
    comment ‹# c› inside
  `);
});

test("SHELL must be an array", () => {
  checkTree(`
    FROM a
    SHELL ["/bin/bash", "-c"]
    SHELL bash -c
    SHELL []
    SHELL
    `, `
    FROM ‹a›
    SHELL exec [‹"/bin/bash"›, ‹"-c"›]
    SHELL shell ‹bash -c›
    SHELL exec []
    SHELL
    fault shell-not-json ‹bash -c›
    fault missing-argument ‹[]›
    fault missing-argument ‹SHELL›
  `);
});

test("HEALTHCHECK", () => {
  checkTree(`
    FROM a
    HEALTHCHECK --interval=30s --retries=3 CMD curl -f x || exit 1
    healthcheck cmd ["a"]
    HEALTHCHECK none
    HEALTHCHECK --foo NONE
    HEALTHCHECK NONE x
    HEALTHCHECK curl x
    HEALTHCHECK CMD
    HEALTHCHECK
    `, `
    FROM ‹a›
    HEALTHCHECK --interval=‹30s› --retries=‹3› ‹CMD› shell ‹curl -f x || exit 1›
    HEALTHCHECK ‹cmd› exec [‹"a"›]
    HEALTHCHECK none‹none›
    HEALTHCHECK --foo none‹NONE›
    HEALTHCHECK none‹NONE› shell ‹x›
    HEALTHCHECK ‹curl› shell ‹x›
    HEALTHCHECK ‹CMD›
    HEALTHCHECK
    fault too-many-arguments ‹x›
    fault unknown-healthcheck-type ‹curl›
    fault missing-argument ‹CMD›
    fault missing-argument ‹HEALTHCHECK›
  `);
});

test("ONBUILD holds a whole instruction", () => {
  checkTree(String.raw`
    FROM a
    ONBUILD COPY --link a \
      b
    onbuild run <<EOF
    x
    EOF
    ONBUILD
    `, `
    FROM ‹a›
    ONBUILD
      COPY --link ‹a› to‹b›
    ONBUILD
      RUN shell ‹<<EOF›
        heredoc ‹<<EOF› EOF body ‹x⏎› end ‹EOF›
    ONBUILD
    fault missing-argument ‹ONBUILD›
  `);
});

test("what ONBUILD cannot hold", () => {
  checkTree(`
    FROM a
    ONBUILD ONBUILD RUN x
    ONBUILD FROM b
    ONBUILD MAINTAINER c
    `, `
    FROM ‹a›
    ONBUILD
      ONBUILD
        RUN shell ‹x›
    ONBUILD
      FROM ‹b›
    ONBUILD
      MAINTAINER ‹c›
    fault invalid-onbuild ‹ONBUILD›
    fault invalid-onbuild ‹FROM›
    fault invalid-onbuild ‹MAINTAINER›
  `);
});
