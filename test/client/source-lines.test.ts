import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LineRange, TextRange } from "../../client/src/core/source-lines.ts";
import { locateExcerpt, locateInstruction, locateSourceLines, moveRange, rangeOfLines, rangeOfPlace } from "../../client/src/core/source-lines.ts";

const source = `FROM a AS one
RUN make \\
    all
FROM b AS two
RUN make   test
RUN  make \\
    all
`;

function linesAt(text: string, place: LineRange | undefined): string {
  return place ? `${place.first}: ${text.split("\n").slice(place.first, place.last + 1).join("|")}` : "nowhere";
}

describe("the marked lines of an excerpt", () => {
  const excerpt = { file: "Dockerfile", lines: [
    { number: 2, text: "RUN make \\", isMarked: true },
    { number: 3, text: "    all", isMarked: true },
    { number: 4, text: "FROM b AS two", isMarked: false },
  ] };
  test("at their numbers", () => assert.equal(linesAt(source, locateExcerpt(excerpt, source)), "1: RUN make \\|    all"));
  test("moved by an edit above", () => {
    const edited = `# new\n# lines\n${source}`;
    assert.equal(linesAt(edited, locateExcerpt(excerpt, edited)), "3: RUN make \\|    all");
  });
  test("gone", () => assert.equal(linesAt("FROM x\n", locateExcerpt(excerpt, "FROM x\n")), "nowhere"));
  test("with carriage returns", () => assert.deepEqual(locateExcerpt(excerpt, source.replaceAll("\n", "\r\n")), { first: 1, last: 2 }));
  test("nothing marked", () => assert.equal(locateExcerpt({ file: "x", lines: [] }, source), undefined));
});

describe("the lines of a warning", () => {
  test("unchanged", () => assert.equal(linesAt(source, locateSourceLines(source, 4, 4, source)), "3: FROM b AS two"));
  test("mended meanwhile", () => assert.equal(locateSourceLines(source, 4, 4, source.replace("two", "TWO")), undefined));
});

describe("an instruction found by the name of its step", () => {
  const all = { first: 0, last: 99 };
  const find = (instruction: string, within: LineRange): string => linesAt(source, locateInstruction(instruction, source, within));
  test("continued over lines", () => assert.equal(find("RUN make     all", all), "1: RUN make \\"));
  test("in its own stage", () => assert.equal(find("RUN make     all", { first: 3, last: 6 }), "5: RUN  make \\"));
  test("with other blanks", () => assert.equal(find("RUN make test", all), "4: RUN make   test"));
  test("with a variable's value", () => {
    const text = 'RUN build\nRUN build --to "$OUT" x\nRUN build --too\n';
    assert.equal(linesAt(text, locateInstruction('RUN build --to "/out" x', text, all)), '1: RUN build --to "$OUT" x');
  });
  test("with a here-document", () => assert.equal(linesAt("RUN x\nRUN <<EOT\necho one\nEOT\n", locateInstruction("RUN <<EOT (echo one...)", "RUN x\nRUN <<EOT\necho one\nEOT\n", all)), "1: RUN <<EOT"));
  test("with a comment inside", () => assert.equal(linesAt("RUN a \\\n# why\n b\n", locateInstruction("RUN a  b", "RUN a \\\n# why\n b\n", all)), "0: RUN a \\"));
  test("nowhere", () => assert.equal(find("COPY a b", all), "nowhere"));
});

describe("ranges", () => {
  const cut = (text: string, range: TextRange): string => text.split("\n")[range.start.line]!.slice(range.start.character, range.end.line === range.start.line ? range.end.character : undefined);
  test("of lines leave the margin out", () => assert.equal(cut("  RUN x  \n", rangeOfLines({ first: 0, last: 0 }, "  RUN x  \n")), "RUN x"));
  test("of lines that end with a carriage return", () => assert.equal(cut("RUN x\r\n", rangeOfLines({ first: 0, last: 0 }, "RUN x\r\n")), "RUN x"));
  test("of a place count characters as a reader sees them", () => {
    const text = 'x = "🧁ü" + VERSON';
    const column = [...new Intl.Segmenter().segment(text.slice(0, text.indexOf("VERSON")))].length + 1;
    const place = { file: "f", startLine: 1, startColumn: column, endLine: 1, endColumn: column + "VERSON".length };
    assert.equal(cut(text, rangeOfPlace(place, text)), "VERSON");
  });
  test("of a place beyond the text", () => {
    assert.deepEqual(rangeOfPlace({ file: "f", startLine: 9, startColumn: 3, endLine: 9, endColumn: 5 }, "a"), { start: { line: 8, character: 0 }, end: { line: 8, character: 0 } });
  });
});

describe("a finding after an edit", () => {
  const range = { start: { line: 4, character: 2 }, end: { line: 5, character: 9 } };
  const cases: readonly [string, number, number, number, string][] = [
    ["above, with two new lines", 0, 1, 2, "6-7"],
    ["above, with a line less", 1, 2, -1, "3-4"],
    ["below", 6, 6, 3, "4-5"],
    ["in its first line", 4, 4, 0, "gone"],
    ["in its last line", 5, 8, 0, "gone"],
    ["around it", 3, 9, -6, "gone"],
  ];
  for (const [title, first, last, addedLines, expected] of cases) {
    test(title, () => {
      const moved = moveRange(range, { first, last, addedLines });
      assert.equal(moved ? `${moved.start.line}-${moved.end.line}` : "gone", expected);
    });
  }
});
