// Reads the page that stands beside each rule: prose, and examples that are the rule's tests.

export interface RulePage {
  /** The prose and examples as written. */
  readonly markdown: string;
  readonly examples: readonly RuleExample[];
}

export interface RuleExample {
  /** The language of the fence: `dockerfile`, `hcl`, `json` or `files` (several, separated by `//- path`). */
  readonly language: string;
  readonly source: string;
  /** The text after all safe fixes. */
  readonly fixed: string | undefined;
  /** The text after the first fix of each finding. */
  readonly fixedUnsafe: string | undefined;
  /** Line of the fence in the page, 1-based. */
  readonly line: number;
  /** The heading above, for names of tests. */
  readonly title: string;
}

const languages = new Set(["dockerfile", "hcl", "json", "files"]);

export function readRulePage(markdown: string): RulePage {
  const examples: RuleExample[] = [];
  let title = "";
  const lines = markdown.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const heading = /^#+ (.*)$/.exec(lines[index]!);
    if (heading) title = heading[1]!;
    const fence = /^```(\w+)([ \w]*)$/.exec(lines[index]!);
    if (!fence) continue;
    const start = index + 1;
    while (index + 1 < lines.length && lines[index + 1] !== "```") index++;
    const source = lines.slice(start, index + 1).map((line) => `${line}\n`).join("");
    index++;
    if (!languages.has(fence[1]!)) continue;
    const mode = fence[2]!.trim();
    const last = examples[examples.length - 1];
    if (mode === "fixed" || mode === "fixed unsafe") {
      if (!last) throw new Error(`line ${start}: a fixed block needs an example in front of it`);
      examples[examples.length - 1] = mode === "fixed" ? { ...last, fixed: source } : { ...last, fixedUnsafe: source };
    } else examples.push({ language: fence[1]!, source, fixed: undefined, fixedUnsafe: undefined, line: start, title });
  }
  return { markdown, examples };
}
