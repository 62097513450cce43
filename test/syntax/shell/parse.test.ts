import assert from "node:assert/strict";
import { test } from "node:test";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import type { AndOrList, CommandList, CommandNode, Pipeline, Redirection, ShellWord } from "../../../server/src/syntax/shell/tree.ts";

/** Compares a script's tree, written with one statement a line, with `expected`; faults come last. */
function checkTree(text: string, expected: string): void {
  const script = parseShell(text);
  const faults = script.faults.map((fault) => `! ${JSON.stringify(text.slice(fault.span.start, fault.span.end))} ${fault.message}`);
  assert.equal([...lines(script), ...faults].join("\n"), expected.replace(/^\n|\n *$/g, "").replace(/^ {4}/gm, ""));
}

function lines(list: CommandList): string[] {
  return list.statements.map((statement) => {
    const operator = statement.separator?.operator;
    return andOr(statement.list) + (operator === undefined ? "" : operator === "\n" ? " ⏎" : ` ${operator}`);
  });
}

function inline(list: CommandList): string {
  return lines(list).join(" ");
}

function andOr(list: AndOrList): string {
  return list.pipelines.map((pipeline, index) => pipelineText(pipeline) + (list.operators[index] ? ` ${list.operators[index]!.operator} ` : "")).join("");
}

function pipelineText(pipeline: Pipeline): string {
  const prefix = (pipeline.isTimed ? "time " : "") + (pipeline.isNegated ? "! " : "");
  return prefix + pipeline.commands.map((node, index) => nodeText(node) + (pipeline.operators[index] ? ` ${pipeline.operators[index]!.operator} ` : "")).join("");
}

function nodeText(node: CommandNode): string {
  const redirections = node.redirections.map((one) => ` {${redirection(one)}}`).join("");
  switch (node.kind) {
    case "command": {
      const assignments = node.assignments.map((one) => `${one.name}${one.isAppending ? "+" : ""}:=${one.isArray ? one.value.text : word(one.value)}`);
      const words = node.name === undefined ? [] : [node.name, ...node.arguments].map(word);
      return `[${[...assignments, ...words].join(" ")}]${redirections}`;
    }
    case "subshell":
    case "group":
    case "coprocess":
      return `${node.kind}(${inline(node.body)})${redirections}`;
    case "function":
      return `function ${word(node.name)}(${inline(node.body)})${redirections}`;
    case "if": {
      const branches = node.branches.map((branch) => `${inline(branch.condition)} → ${inline(branch.body)}`).join(" | ");
      return `if(${branches}${node.otherwise ? ` | else ${inline(node.otherwise)}` : ""})${redirections}`;
    }
    case "while":
    case "until":
      return `${node.kind}(${inline(node.condition)} → ${inline(node.body)})${redirections}`;
    case "for":
    case "select":
      return `${node.kind} ${node.variable ? word(node.variable) : "((…))"} in ${node.words?.map(word).join(" ") ?? "—"} (${inline(node.body)})${redirections}`;
    case "case":
      return `case ${word(node.word)} ${node.items.map((item) => `${item.patterns.map(word).join("|")} → ${inline(item.body)}`).join(" ;; ")} esac${redirections}`;
    case "test":
      return `test(${node.words.map(word).join(" ")})${redirections}`;
    case "arithmetic":
      return `arithmetic${redirections}`;
  }
}

function redirection(one: Redirection): string {
  const target = one.target === undefined ? "" : ` ${word(one.target)}`;
  const heredoc = one.heredoc === undefined ? "" : ` ${one.heredoc.isQuoted ? "quoted " : ""}${JSON.stringify(one.heredoc.body.unquoted)}`;
  return `${one.descriptor ?? ""}${one.operator}${target}${heredoc}`;
}

/** A known value as it is, in quotes if it holds blanks; anything else between angle brackets. */
function word(one: ShellWord): string {
  if (one.value === undefined) return `<${one.unquoted}>`;
  return /^[^\s'"<>]+$/.test(one.value) ? one.value : JSON.stringify(one.value);
}

test("a list of commands", () => {
  checkTree(
    "apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*",
    `
    [apt-get update] && [apt-get install -y --no-install-recommends curl] && [rm -rf </var/lib/apt/lists/*>]
    `,
  );
});

test("statements and what ends them", () => {
  checkTree("set -eux; a & b\nc; # comment\nd # end", "[set -eux] ;\n[a] &\n[b] ⏎\n[c] ;\n[d]");
});

test("mixed and-or operators stay flat", () => {
  checkTree("a || b && c || true", "[a] || [b] && [c] || [true]");
});

test("pipelines, negation and time", () => {
  checkTree("! a | b |& c && time d", "! [a] | [b] |& [c] && time [d]");
});

test("quoting", () => {
  checkTree(
    String.raw`echo 'single "quoted"' "double \"quoted\" \$5" plain\ blank a'b'"c"d "" \
  joi\
ned`,
    String.raw`[echo "single \"quoted\"" "double \"quoted\" $5" "plain blank" abcd "" joined]`,
  );
});

test("expansions leave a value open", () => {
  checkTree(
    'echo $A "${B:-x y}" pre-${C%%.*} "$(uname -m)" `id -u` $((1 + 2)) *.txt a{b,c} {} "*"',
    "[echo <$A> <${B:-x y}> <pre-${C%%.*}> <$(uname -m)> <`id -u`> <$((1 + 2))> <*.txt> <a{b,c}> {} *]",
  );
});

test("assignments in front, alone, and as arguments", () => {
  checkTree(
    `DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata; FOO="bar baz"; PATH+=:/x; arr=(a b); export A=1 B="$FOO"`,
    `
    [DEBIAN_FRONTEND:=noninteractive apt-get install -y tzdata] ;
    [FOO:="bar baz"] ;
    [PATH+:=:/x] ;
    [arr:=(a b)] ;
    [export A=1 <B=$FOO>]
    `,
  );
});

test("redirections", () => {
  checkTree("a >/dev/null 2>&1 <in >>log &>all 3<>x", "[a] {> /dev/null} {2>& 1} {< in} {>> log} {&> all} {3<> x}");
  checkTree("> empty", "[] {> empty}");
  checkTree('cat <<< "here $x"', "[cat] {<<< <here $x>}");
});

test("here-documents", () => {
  checkTree("cat <<EOF > /etc/x && b\nhi $USER\nEOF\nc", '[cat] {<< EOF "hi $USER\\n"} {> /etc/x} && [b] ⏎\n[c]');
  checkTree("cat <<'EOF'\n$x\nEOF", '[cat] {<< EOF quoted "$x\\n"} ⏎');
  checkTree("cat <<-EOF\n\ta\n\tEOF\nb", '[cat] {<<- EOF "\\ta\\n"} ⏎\n[b]');
});

test("subshells and groups", () => {
  checkTree("(cd /src && make) && { a; b; } > log", "subshell([cd /src] && [make]) && group([a] ; [b] ;) {> log}");
});

test("if, elif, else", () => {
  checkTree(
    "if [ -f a ]; then b; elif c; then d; else e; fi",
    "if([[ -f a ]] ; → [b] ; | [c] ; → [d] ; | else [e] ;)",
  );
});

test("loops", () => {
  checkTree(
    `for f in *.sh "$x" c; do chmod +x "$f"; done; while read -r l; do echo; done < in; until a; do b; done; for x; do y; done; for ((i=0;i<3;i++)); do z; done`,
    `
    for f in <*.sh> <$x> c ([chmod +x <$f>] ;) ;
    while([read -r l] ; → [echo] ;) {< in} ;
    until([a] ; → [b] ;) ;
    for x in — ([y] ;) ;
    for ((…)) in — ([z] ;)
    `,
  );
});

test("case as in official images", () => {
  checkTree(
    `arch="$(dpkg --print-architecture)"; case "\${arch##*-}" in amd64|x86_64) a='x64';; arm64) a=arm64 ;; *) echo >&2 "unsupported"; exit 1;; esac`,
    `
    [arch:=<$(dpkg --print-architecture)>] ;
    case <\${arch##*-}> amd64|x86_64 → [a:=x64] ;; arm64 → [a:=arm64] ;; <*> → [echo unsupported] {>& 2} ; [exit 1] esac
    `,
  );
});

test("functions", () => {
  checkTree("f() { a; }; function g { b; }; h() ( c ); f", "function f([a] ;) ;\nfunction g([b] ;) ;\nfunction h(subshell([c])) ;\n[f]");
});

test("tests and arithmetic", () => {
  checkTree('[[ -n "$A" && $(b) == c* ]] && (( i > 2 )) || exit', "test(<$A> <$(b)> <c*>) && arithmetic || [exit]");
});

test("a script of an official image", () => {
  checkTree(
    String.raw`set -eux; \
	savedAptMark="$(apt-mark showmanual)"; \
	apt-get update; \
	apt-get install -y --no-install-recommends ca-certificates wget; \
	rm -rf /var/lib/apt/lists/*; \
	wget -O /tmp/x.tgz "https://example.org/x-$VERSION.tgz"; \
	echo "$SHA256 */tmp/x.tgz" | sha256sum -c -; \
	[ -z "$savedAptMark" ] || apt-mark manual $savedAptMark > /dev/null; \
	find /usr/local -type f -executable -exec ldd '{}' ';' \
		| awk '/=>/ { print $(NF-1) }' \
		| xargs -r dpkg-query --search \
	; \
	apt-get purge -y --auto-remove`,
    `
    [set -eux] ;
    [savedAptMark:=<$(apt-mark showmanual)>] ;
    [apt-get update] ;
    [apt-get install -y --no-install-recommends ca-certificates wget] ;
    [rm -rf </var/lib/apt/lists/*>] ;
    [wget -O /tmp/x.tgz <https://example.org/x-$VERSION.tgz>] ;
    [echo <$SHA256 */tmp/x.tgz>] | [sha256sum -c -] ;
    [[ -z <$savedAptMark> ]] || [apt-mark manual <$savedAptMark>] {> /dev/null} ;
    [find /usr/local -type f -executable -exec ldd {} ;] | [awk "/=>/ { print $(NF-1) }"] | [xargs -r dpkg-query --search] ;
    [apt-get purge -y --auto-remove]
    `,
  );
});

test("faults keep what stands around them", () => {
  checkTree("a && && b; c", '[a]\n! "&&" Expected command after \'&&\'.\n! "&&" Unexpected token \'&&\'.');
  checkTree("if a; then b", "if([a] ; → [b])\n! \"b\" Expected 'fi' to close 'if'.");
  checkTree('echo "open', '[echo open]\n! "\\"" Unterminated double quote.');
});

test("nothing", () => {
  checkTree("", "");
  checkTree("  # only a comment", "");
});
