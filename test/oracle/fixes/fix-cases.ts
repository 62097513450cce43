// Dockerfiles for the fixes: the examples of all pages as they stand, and files put together from their instructions.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";
import { ruleFiles } from "../../../scripts/generate/rule-index.ts";
import { groupBy } from "../../../server/src/base/group-by.ts";
import { listFiles, root } from "../../../scripts/files.ts";
import { readRulePage } from "../../../scripts/rule-page.ts";
import { readFiles, readMarks } from "../../harness/carets.ts";
import { bakeRequest } from "../bake/generate-files.ts";
import { createRandom } from "../bake/random.ts";
import { generateDockerfile, type Random } from "../buildkit/generate-dockerfiles.ts";

export interface FixCase {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  /** The file whose fixes are tried. */
  readonly path: string;
}

const names: Readonly<Record<string, string>> = { dockerfile: "Dockerfile", hcl: "docker-bake.hcl", json: "docker-bake.json", files: "Dockerfile" };

/** Every file of every example that stands alone or in a set, with the files around it, and those of the example projects. */
export function exampleCases(): FixCase[] {
  return [...projectCases(), ...pageCases()];
}

/** The projects below `examples/`; of what is neither checked nor read by rules only the name counts. */
function projectCases(): FixCase[] {
  const paths = listFiles("examples", "").map((path) => path.split("/").slice(1));
  return [...groupBy(paths, ([project]) => project!)].flatMap(([project, own]) => {
    const texts = own.map(([, ...rest]): [string, string] => [rest.join("/"), /Dockerfile|dockerignore|\.(?:hcl|json|ya?ml|txt)$/.test(rest.at(-1)!) ? readFileSync(join(root, "examples", project, ...rest), "utf8") : ""]);
    const files = new Map(texts);
    return [...files.keys()].filter(isChecked).map((path) => ({ name: `examples/${project} ${path}`, files, path }));
  });
}

function pageCases(): FixCase[] {
  return ruleFiles().flatMap((file) => {
    const page = file.replace(/\.ts$/, ".md");
    const more = `test/rules/${page.slice(page.lastIndexOf("/") + 1)}`;
    return [page, more].filter((path) => existsSync(join(root, path))).flatMap((path) =>
      readRulePage(readFileSync(join(root, path), "utf8")).examples.flatMap((example) => {
        const files = new Map([...readFiles(example.source, names[example.language]!)].map(([name, source]) => [name, readMarks(source).text]));
        return [...files.keys()].filter(isChecked).map((name) => ({ name: `${path}:${example.line} ${name}`, files, path: name }));
      }));
  });
}

/** A random file made of instructions of the examples, in one of the styles that people write. */
export function composedCase(random: Random, number: number, parts: readonly string[]): FixCase {
  const text = random.chance(0.15) ? generateDockerfile(random) : compose(random, parts);
  return { name: `composed-${number}`, files: new Map([["Dockerfile", restyle(random, text)]]), path: "Dockerfile" };
}

/** Generated bake files, the first of which is checked. */
export function bakeCase(seed: number): FixCase {
  const { files } = bakeRequest(createRandom(seed));
  const restyle = (text: string): string => (seed % 4 === 0 ? text.replace(/\r?\n/g, "\r\n") : text);
  const named = new Map(files.map(({ text }, index) => [index === 0 ? "docker-bake.hcl" : "docker-bake.override.hcl", restyle(text)]));
  return { name: `bake-${seed}`, files: named, path: "docker-bake.hcl" };
}

/** Instructions of the examples that are whole Dockerfiles, without the broken ones, each with the comment above it. */
export function partsOf(cases: readonly FixCase[]): string[] {
  const parts = new Set<string>();
  for (const { files, path } of cases) {
    const tree = parseDockerfile(files.get(path)!);
    if (!/Dockerfile$/.test(path) || tree.faults.length > 0 || tree.escape !== "\\" || tree.directives.length > 0 || tree.text.includes("\r")) continue;
    let from = 0;
    for (const { span } of tree.instructions) {
      // A byte order mark belongs to the start of a file.
      const part = tree.text.slice(from, span.end).replace(/^[\n\uFEFF]+/, "");
      // One that goes on at the end of the file, or swallows the next one, is broken, too.
      if (!/\\\s*$|\\\n\s*(?:FROM|RUN|COPY|ADD|CMD|ENV|ARG|LABEL|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT|ONBUILD|VOLUME|WORKDIR|SHELL|STOPSIGNAL)\s/.test(part)) parts.add(part);
      from = span.end;
    }
  }
  return [...parts].sort();
}

function compose(random: Random, parts: readonly string[]): string {
  const isFrom = (part: string): boolean => /^(?:#.*\n)*FROM\b/i.test(part);
  const froms = parts.filter(isFrom);
  const others = parts.filter((part) => !isFrom(part));
  const lines: string[] = [];
  for (let stage = 1 + random.below(3); stage > 0; stage--) {
    lines.push(random.pick(froms));
    for (let count = 2 + random.below(9); count > 0; count--) {
      if (random.chance(0.2)) lines.push("");
      if (random.chance(0.15)) lines.push("# what follows is needed");
      lines.push(rewrite(random, random.pick(others)));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The instruction in another form that someone may have chosen: more lines, comments in between, a heredoc, ONBUILD. */
function rewrite(random: Random, part: string): string {
  if (part.includes("<<")) return part;
  const at = part.search(/^[^#\s]/m);
  const [comments, head] = [part.slice(0, at), part.slice(at)];
  switch (random.below(14)) {
    case 0: return comments + head.replace(/ (&&|;|\|\|) (?=[^"']*$)/g, random.pick([" \\\n    $1 ", " $1 \\\n    ", " \\\n\t$1 "]));
    case 1: return comments + head.replace(/\\\n/g, random.pick(["\\\n# inside\n", "\\\n    # inside\n", "\\\n\n", "\\\n  # one\n\n  # two\n"]));
    case 2: return comments + head.replace(/(?<=^\w+) /, random.pick(["  ", "\t", " \\\n  "]));
    case 3: return comments + head.replace(/[ \t]*\\\n[ \t]*/g, " ");
    case 4: return comments + head.replace(/(?<=[^\\]) (?=[-\w/.]+(?: |$))/g, " \\\n      ");
    case 5: return /^RUN (?!-|\[)/.test(head) && !head.includes("\n") ? `${comments}RUN <<EOF\n${random.pick(["", "set -e\n", "# in the script\n"])}${head.slice(4)}\nEOF` : part;
    case 6: return /^(?:RUN|COPY|ENV|USER|EXPOSE|LABEL|WORKDIR|ADD|CMD) /.test(head) ? `${comments}ONBUILD ${head}` : part;
    case 7: return `${comments}${head}${random.pick([" ", "\t", "  "])}`;
    case 8: return /^RUN (?!-|\[)/.test(head) ? comments + head.replace(/^RUN /, "RUN --mount=type=cache,target=/root/.cache ") : part;
    case 9: return `${comments}  ${head}`;
    default: return part;
  }
}

/** Other line breaks, keywords, escape character and end of file; the meaning stays. */
export function restyle(random: Random, original: string): string {
  let text = original;
  const { directives, escape } = parseDockerfile(text);
  if (escape === "\\" && directives.length === 0 && random.chance(0.15)) text = `# escape=\`\n${text.replace(/\\$/gm, "`")}`;
  if (random.chance(0.15)) text = lowerKeywords(text);
  if (random.chance(0.2)) text = text.replace(/\n$/, "");
  return random.chance(0.2) ? text.replace(/\r?\n/g, "\r\n") : text;
}

function lowerKeywords(text: string): string {
  let result = "";
  let from = 0;
  for (const { keywordSpan } of parseDockerfile(text).instructions) {
    result += text.slice(from, keywordSpan.start) + text.slice(keywordSpan.start, keywordSpan.end).toLowerCase();
    from = keywordSpan.end;
  }
  return result + text.slice(from);
}

/** The same case in another style; files beside the checked one stay. */
export function restyled(random: Random, { name, files, path }: FixCase): FixCase {
  const text = files.get(path)!;
  const isDockerfile = /Dockerfile/.test(path);
  const other = isDockerfile ? restyle(random, text) : random.chance(0.5) ? text.replace(/\r?\n/g, "\r\n") : text.replace(/\n$/, "");
  return { name: `${name} in another style`, files: new Map(files).set(path, other), path };
}

function isChecked(path: string): boolean {
  return /(?:^|[./])Dockerfile(?:\.|$)|^docker-bake.*\.(?:hcl|json)$/.test(path);
}
