import { test } from "node:test";
import { checkTree } from "./check-tree.ts";

test("a script", () => {
  checkTree(String.raw`
    FROM a
    RUN <<EOF
    echo

    # no comment
    x \
    EOF
    RUN y
    `, String.raw`
    FROM ‹a›
    RUN shell ‹<<EOF›
      heredoc ‹<<EOF› EOF body ‹echo⏎⏎# no comment⏎x \⏎› end ‹EOF›
    RUN shell ‹y›
  `);
});

test("several on one line", () => {
  checkTree(`
    FROM a
    COPY <<A <<"B" /dst/
    1
    A
    2
    B
    RUN x
    `, `
    FROM ‹a›
    COPY ‹<<A› ‹<<"B"› to‹/dst/›
      heredoc ‹<<A› A body ‹1⏎› end ‹A›
      heredoc ‹<<"B"› B quoted body ‹2⏎› end ‹B›
    RUN shell ‹x›
  `);
});

test("a file descriptor and a delimiter with blanks", () => {
  checkTree(`
    FROM a
    RUN 3<<EOF cat <<'E F' && true
    a
    EOF
    b
    E F
    RUN x
    `, `
    FROM ‹a›
    RUN shell ‹3<<EOF cat <<'E F' && true›
      heredoc ‹3<<EOF› EOF fd 3 body ‹a⏎› end ‹EOF›
      heredoc ‹<<'E F'› E F quoted body ‹b⏎› end ‹E F›
    RUN shell ‹x›
  `);
});

test("tabs are dropped by request", () => {
  checkTree("FROM a\nRUN <<-EOF\n\tx\n EOF\n\t\tEOF\nRUN y\n", `
    FROM ‹a›
    RUN shell ‹<<-EOF›
      heredoc ‹<<-EOF› EOF tabs body ‹⇥x⏎ EOF⏎› end ‹EOF›
    RUN shell ‹y›
  `);
});

test("part of the delimiter quoted", () => {
  checkTree(`
    FROM a
    RUN <<E"O"F
    x
    EOF
    `, `
    FROM ‹a›
    RUN shell ‹<<E"O"F›
      heredoc ‹<<E"O"F› EOF quoted body ‹x⏎› end ‹EOF›
  `);
});

test("blanks behind the operator", () => {
  checkTree(`
    FROM a
    RUN cat << EOF
    x
    EOF
    COPY << EOF /x
    y
    EOF
    `, `
    FROM ‹a›
    RUN shell ‹cat << EOF›
      heredoc ‹<< EOF› EOF body ‹x⏎› end ‹EOF›
    COPY ‹<<› ‹EOF› to‹/x›
      heredoc ‹<< EOF› EOF body ‹y⏎› end ‹EOF›
    fault split-heredoc-operator ‹<< EOF›
  `);
});

test("the delimiter ends at a blank only", () => {
  checkTree(`
    FROM a
    RUN cat <<EOF|sh
    x
    EOF|sh
    RUN cat<<EOF
    RUN (cat <<EOF)
    EOF)
    `, `
    FROM ‹a›
    RUN shell ‹cat <<EOF|sh›
      heredoc ‹<<EOF|sh› EOF|sh body ‹x⏎› end ‹EOF|sh›
    RUN shell ‹cat<<EOF›
    RUN shell ‹(cat <<EOF)›
      heredoc ‹<<EOF)› EOF) body ‹› end ‹EOF)›
  `);
});

test("here-strings, shifts and quoted operators are no heredocs", () => {
  checkTree(String.raw`
    FROM a
    RUN cat <<<x; echo '<<A' "<<B" \<<C $((1<<2)) 2>&1<<D
    RUN y
    `, String.raw`
    FROM ‹a›
    RUN shell ‹cat <<<x; echo '<<A' "<<B" \<<C $((1<<2)) 2>&1<<D›
    RUN shell ‹y›
  `);
});

test("a blank around a shift makes it one for BuildKit", () => {
  checkTree(`
    FROM a
    RUN echo $((1 << 2))
    RUN y
    `, `
    FROM ‹a›
    RUN shell ‹echo $((1 << 2))›
      heredoc ‹<< 2))› 2)) body ‹RUN y⏎› unfinished
    fault unfinished-heredoc ‹<< 2))›
  `);
});

test("a quote that stays open hides heredocs", () => {
  checkTree(`
    FROM a
    RUN echo it's <<EOF
    RUN y
    `, `
    FROM ‹a›
    RUN shell ‹echo it's <<EOF›
    RUN shell ‹y›
  `);
});

test("only RUN, COPY and ADD, and not in JSON form", () => {
  checkTree(`
    FROM a
    CMD cat <<EOF
    RUN ["a", "<<EOF"]
    ADD <<EOF /x
    EOF
    `, `
    FROM ‹a›
    CMD shell ‹cat <<EOF›
    RUN exec [‹"a"›, ‹"<<EOF"›]
    ADD ‹<<EOF› to‹/x›
      heredoc ‹<<EOF› EOF body ‹› end ‹EOF›
  `);
});

test("an unfinished one takes the rest of the file", () => {
  checkTree(`
    FROM a
    RUN <<A cat <<B
    x
    RUN y
    `, `
    FROM ‹a›
    RUN shell ‹<<A cat <<B›
      heredoc ‹<<A› A body ‹x⏎RUN y⏎› unfinished
      heredoc ‹<<B› B body ‹› unfinished
    fault unfinished-heredoc ‹<<A›
  `);
});

test("an empty body, and the file's last line", () => {
  checkTree("FROM a\nRUN <<EOF\nEOF", `
    FROM ‹a›
    RUN shell ‹<<EOF›
      heredoc ‹<<EOF› EOF body ‹› end ‹EOF›
  `);
});

test("CRLF", () => {
  checkTree("FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\nRUN y\r\n", `
    FROM ‹a›
    RUN shell ‹<<EOF›
      heredoc ‹<<EOF› EOF body ‹x␍⏎› end ‹EOF›
    RUN shell ‹y›
  `);
});

test("operators on continued lines", () => {
  checkTree(String.raw`
    FROM a
    RUN x && \
     # c
      cat <<EOF
    y
    EOF
    `, String.raw`
    FROM ‹a›
    RUN shell ‹x && \⏎ # c⏎  cat <<EOF›
      heredoc ‹<<EOF› EOF body ‹y⏎› end ‹EOF›
    comment ‹# c› inside
  `);
});

test("a heredoc cannot be the destination", () => {
  checkTree(`
    FROM a
    COPY a <<EOF
    x
    EOF
    `, `
    FROM ‹a›
    COPY ‹a› to‹<<EOF›
      heredoc ‹<<EOF› EOF body ‹x⏎› end ‹EOF›
    fault heredoc-as-destination ‹<<EOF›
  `);
});
