import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHcl } from "../../../server/src/syntax/hcl/parse.ts";
import { dumpTree } from "./dump.ts";

function checkTree(name: string, text: string, expected: string): void {
  test(name, () => {
    const tree = parseHcl(text);
    assert.deepEqual([...tree.faults, ...tree.strictFaults], []);
    assert.equal(dumpTree(tree), expected);
  });
}

checkTree("blocks, labels and attributes", `variable "TAG" { default = "x" }
target web {
  tags = ["a", "b",] # comment
  // another
  args = { A = 1, "b.c" : TAG, (x) = /* inline */ null
    D = true
  }
}
group "default" {}
`, `variable "TAG"
  default = \`x\`
target web
  tags = [\`a\`, \`b\`]
  args = {A: 1, \`b.c\`: TAG, (paren x): null, D: true}
group "default"
`);

checkTree("operators bind as in HCL", "a = 1 + 2 * -3 - 4 % 2 == b && !c || d >= 1 ? x : y ? 1 : 2\n",
  "a = (? (|| (&& (== (- (+ 1 (* 2 (- 3))) (% 4 2)) b) (! c)) (>= d 1)) x (? y 1 2))\n");

checkTree("steps and splats", "a = x.y[0][\"k\"].0.1[*].n[1]\nb = x.*.n[0]\nc = f(1, l...)[z].w\n",
  "a = (splat (get (get (index (index (get x y) 0) `k`) 0) 1) (index (get _ n) 1))\nb = (index (splat-attributes x (get _ n)) 0)\nc = (get (index (call f 1 l ...) z) w)\n");

checkTree("for expressions", "a = [for v in l : v if v > 1]\nb = {\n  for k, v in m :\n  k => v...\n}\nc = ns::f(\n  1,\n)\n",
  "a = (for v in l: v if (> v 1))\nb = (for k,v in m: k => v...)\nc = (call ns::f 1)\n");

checkTree("names with dashes and other letters", "a-1 = größe-x\n", "a-1 = größe-x\n");

checkTree("templates", "a = \"x ${y} $${z} %%{w} $ % $$ \\\"q\\\" \\u00e9 ${\"in ${1}\"}\"\n", "a = `x ${y} ${z} %{w} $ % $$ \"q\" é ${`in ${1}`}`\n");

checkTree("directives with strip markers", "a = \"x  %{~ if c ~}  yes %{ else }no%{ endif } %{ for k, v in m ~} ${v} %{~ endfor }\"\n",
  "a = `x(if c <yes > <no>) (for k,v in m <${v}>)`\n");

checkTree("heredocs", `a = <<EOT
  "quoted" \\n \${x}
EOT
b = <<-EOT
    one
      two

    \${x} three
  EOT
c = 1
`, "a = `  \"quoted\" \\n ${x}\\n`\nb = `one\\n  two\\n\\n${x} three\\n`\nc = 1\n".replace("\\\\n", "\\n"));

checkTree("a line that begins with a directive keeps the heredoc's indent", "a = <<-E\n    one\n    %{~ if x }y%{ endif }\n  E\n", "a = `    one\\n(if x <y> <>)\\n`\n");

checkTree("a byte order mark and Windows line ends", "\ufeffa = 1\r\nb = [\r\n  2,\r\n]\r\n", "a = 1\nb = [2]\n");

test("spans of names, operators and brackets", () => {
  const text = "target \"web\" {\n  tags = [A + up(b.c)]\n}\n";
  const block = parseHcl(text).body.items[0]!;
  assert.ok(block.kind === "block");
  const tags = block.body.items[0]!;
  assert.ok(tags.kind === "attribute" && tags.value.kind === "tuple");
  const sum = tags.value.items[0]!;
  assert.ok(sum.kind === "binary" && sum.right.kind === "call");
  const argument = sum.right.args[0]!;
  assert.ok(argument.kind === "get");
  const spans = {
    type: block.typeSpan, label: block.labels[0]!.span, open: block.openBrace!, close: block.closeBrace!, name: tags.nameSpan, equals: tags.equalsSpan!,
    bracket: tags.value.openBracket, operator: sum.operatorSpan, call: sum.right.span, function: sum.right.nameSpan, step: argument.stepSpan, get: argument.span,
  };
  assert.deepEqual(Object.fromEntries(Object.entries(spans).map(([key, span]) => [key, text.slice(span.start, span.end)])), {
    type: "target", label: "\"web\"", open: "{", close: "}", name: "tags", equals: "=", bracket: "[", operator: "+", call: "up(b.c)", function: "up", step: ".c", get: "b.c",
  });
});

test("what is no UTF-8 is a fault, but in comments", () => {
  const faults = (text: string): string[] => parseHcl(text).strictFaults.map(({ summary, span }) => `${span.start} ${summary}`);
  assert.deepEqual(faults('# \uFFFD\na = "1" # \uFFFD\n'), []);
  assert.deepEqual(faults('# \uFFFD\na = "\uFFFD\uFFFD" /* \uFFFD */\n'), ["9 Invalid character encoding"]);
  assert.deepEqual(parseHcl('a = "\uFFFD"\nb = 1\n').body.items.length, 2);
});
