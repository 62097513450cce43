// What our reading of .dockerignore leaves out of a context, against what a real build finds in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { isIgnored, parseDockerignore } from "../../server/src/model/dockerignore/dockerignore.ts";
import { provideDocker } from "../../scripts/real-parts/docker.ts";
import { requirePart } from "../harness/real-parts.ts";

const files = [
  "a.txt", "b.md", "README.md", ".env", ".env.local", "src/a.txt", "src/main.ts", "src/deep/a.txt", "src/deep/er/main.ts", "docs/README.md", "docs/b.md", "node_modules/x/index.js",
  "src/node_modules/y/index.js", ".git/config", "dist/out.js", "a+b.txt", "weird[1].txt", "x.y/z.txt", "A.TXT", "foo", "foobar/foo", "build/foo/bar",
];

const written = [
  "*", "*\n!src", "*\n!src/deep", "*\n!**/*.ts", "**", "**\n!a.txt", "src", "/src", "src/", "./src", "src/..", "node_modules", "**/node_modules", "**/node_modules/**", "*/node_modules", "*.md", "**/*.md",
  "*.md\n!README.md", "!README.md\n*.md", "docs\n!docs/README.md", "docs/*\n!docs/README.md", "docs/**\n!docs/README.md", "src/**\n!src/deep/**", "**/a.txt", "**a.txt", "src/**/a.txt", "src/*/a.txt",
  ".*", ".env*", ".git", "# a comment\n a.txt ", " # no comment", "#a.txt", "a?txt", "[ab].*", "[^a].*", "[a-c].txt", "a+b.txt", "weird\\[1\\].txt", "weird[1].txt", "foo", "**/foo", "foo/**", "**/foo/**",
  "build/**/bar", "build\n!build/foo/bar", "**/deep\n!src/deep/er", "src\n!src\nsrc/deep", "*\n!*/", "!", "  \n\n", "../a.txt", "/../a.txt", "x.y", "x?y", "x.*\n!x.y/z.txt", "**/.*", "*/*", "*/*/*", "**/*", "*\n!foo*",
  "\\a.txt", "a.txt\\", "[a", "a[]b", "[!a].txt", "dist\r\ndocs\r\n", "\uFEFFdist\ndocs", "**/**/a.txt", "src/**/**/main.ts", "s*/d*p", "s**", "s**/a.txt", "**/er/*", "!src\nsrc", "src\n!src/**/*.ts", ".",
  "*\n!.", "*\n!docs/**", "*\n!docs/*", "*\n!docs", "foobar\n!foobar/foo", "f*r\n!f*r/f*",
];

let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "bakewell-dockerignore-"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("leaves out of the context what BuildKit leaves out", { timeout: 300_000 }, async (t) => {
  if (!(await useDocker(t))) return;
  const cases = [...written, ...generated(60)].map((text, index) => ({ text, index }));
  const good = cases.filter(({ text }) => parseDockerignore(text).invalid.length === 0);
  const actual = build(good);
  const show = (kept: readonly string[] | undefined): string => kept?.join(" ") ?? "(the build fails)";
  const ours = good.map(({ text }) => `${JSON.stringify(text)}: ${show(files.filter((file) => !isIgnored(parseDockerignore(text), file)).sort())}`);
  assert.deepEqual(ours, good.map(({ text, index }) => `${JSON.stringify(text)}: ${show(actual.get(index))}`));
});

test("calls a pattern invalid when BuildKit refuses to build with it", { timeout: 300_000 }, async (t) => {
  if (!(await useDocker(t))) return;
  for (const [index, text] of written.entries()) {
    if (parseDockerignore(text).invalid.length > 0) assert.equal(build([{ text, index: 1000 + index }]).get(1000 + index), undefined, JSON.stringify(text));
  }
});

async function useDocker(t: TestContext): Promise<boolean> {
  const docker = await requirePart(t, "docker", provideDocker);
  if (docker) Object.assign(process.env, docker.env);
  return docker !== undefined;
}

function build(cases: readonly { readonly text: string; readonly index: number }[]): Map<number, string[]> {
  const targets = cases.map(({ text, index }) => {
    const context = join(folder, `case-${index}`);
    for (const file of files) {
      mkdirSync(dirname(join(context, file)), { recursive: true });
      writeFileSync(join(context, file), "");
    }
    writeFileSync(join(context, ".dockerignore"), text);
    writeFileSync(join(context, "Containerfile"), "FROM scratch\nCOPY . /out/\n");
    return [`case-${index}`, { context, dockerfile: "Containerfile", output: [`type=local,dest=${join(folder, `out-${index}`)}`] }];
  });
  const definition = join(folder, "docker-bake.json");
  writeFileSync(definition, JSON.stringify({ target: Object.fromEntries(targets), group: { default: { targets: targets.map(([name]) => name) } } }));
  try {
    execFileSync("docker", ["buildx", "bake", "--progress=quiet", "--allow=fs=*", "--file", definition], { stdio: "pipe", cwd: folder, timeout: 280_000 });
  } catch {
    if (cases.length === 1) return new Map();
    // One that fails takes the others with it; find it.
    const middle = cases.length >> 1;
    return new Map([...build(cases.slice(0, middle)), ...build(cases.slice(middle))]);
  }
  return new Map(cases.map(({ index }) => [index, listFiles(join(folder, `out-${index}`, "out"), "").filter((file) => files.includes(file)).sort()]));
}

function listFiles(root: string, path: string): string[] {
  let names: string[];
  try {
    names = readdirSync(join(root, path));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const below = path === "" ? name : `${path}/${name}`;
    return statSync(join(root, below)).isDirectory() ? listFiles(root, below) : [below];
  });
}

/** Patterns from a fixed seed, one to four lines each. */
function generated(count: number): string[] {
  const pieces = ["*", "**", "src", "deep", "a.txt", "*.ts", "?", "foo", "docs", "*.md", "er", "node_modules", "f*", "[a-f]*", "build"];
  let seed = 20240611;
  const next = (limit: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * limit);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(4) }, () => (next(3) === 0 ? "!" : "") + Array.from({ length: 1 + next(3) }, () => pieces[next(pieces.length)]!).join("/")).join("\n"));
}
