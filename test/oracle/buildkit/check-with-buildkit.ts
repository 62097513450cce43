// BuildKit's own check of a Dockerfile, without a network: every image is replaced by an empty context.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageReferenceProblem } from "../../../server/src/model/dockerfile/images/image-grammar.ts";
import { globalScope, expandIn } from "../../../server/src/model/dockerfile/variables/scope.ts";
import { readDockerfile } from "../../../server/src/model/dockerfile/read-dockerfile.ts";
import { stageReferences } from "../../../server/src/model/dockerfile/stages/stage-references.ts";
import { parseDockerfile } from "../../../server/src/syntax/dockerfile/parse.ts";

export interface BuildkitReport {
  readonly warnings: readonly BuildkitWarning[];
  /** Why the check stopped early, when it did. */
  readonly error: string | undefined;
}

export interface BuildkitWarning {
  readonly rule: string;
  /** 1-based, both included. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly detail: string;
}

interface CheckOutput {
  readonly warnings: readonly { ruleName: string; detail: string; location: { ranges: readonly { start: { line: number }; end: { line: number } }[] } }[] | null;
  readonly buildError?: { readonly message: string };
}

/** Runs `docker buildx build --call=check` in `folder`, which belongs to this call alone. */
export async function checkWithBuildkit(text: string, folder: string, environment: NodeJS.ProcessEnv): Promise<BuildkitReport> {
  const empty = join(folder, "empty");
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(folder, "Dockerfile"), withoutFrontend(text));
  const contexts = imagesOf(text).flatMap((name) => ["--build-context", `${name}=${empty}`]);
  const args = ["buildx", "build", "--call=check,format=json", "--progress=quiet", "--platform=linux/amd64", ...contexts, "-f", join(folder, "Dockerfile"), empty];
  const { stdout, stderr } = await run("docker", args, environment);
  const start = stdout.indexOf("{");
  if (start < 0) return { warnings: [], error: stderr.trim().split("\n").at(-1) ?? "no output" };
  const output = JSON.parse(stdout.slice(start)) as CheckOutput;
  const warnings = (output.warnings ?? []).map(({ ruleName, detail, location }) => ({
    rule: ruleName,
    detail,
    firstLine: Math.min(...location.ranges.map((range) => range.start.line)),
    lastLine: Math.max(...location.ranges.map((range) => range.end.line)),
  }));
  return { warnings, error: output.buildError?.message };
}

/** A syntax directive would be looked up in a registry; another one that changes nothing takes its line. */
export function withoutFrontend(text: string): string {
  const neutral = /^#[ \t]*escape[ \t]*=/im.test(text) ? "# check=error=false" : "# escape=\\";
  return text.replace(/^(\uFEFF?)#[ \t]*syntax[ \t]*=.*$/im, (_line, mark: string) => mark + neutral);
}

/** The names that BuildKit would ask a registry for, in the form in which named contexts are looked up. */
function imagesOf(text: string): string[] {
  const dockerfile = readDockerfile(parseDockerfile(text));
  const names = new Set<string>();
  for (const { text: written, target, by } of stageReferences(dockerfile)) {
    if (target) continue;
    const image = by === "FROM" ? expandIn(globalScope(dockerfile), written, dockerfile.tree.escape).value : written;
    if (imageReferenceProblem(image) === undefined && image !== "scratch" && !/^\d+$/.test(image)) names.add(familiarName(image));
  }
  return [...names];
}

function familiarName(image: string): string {
  return image.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "").replace(/:latest$/, "");
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject).on("close", () => resolve({ stdout, stderr }));
  });
}
