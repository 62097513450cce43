// The real programs read a file as before after its fixes: BuildKit's check a Dockerfile, `buildx bake --print` a bake file.
import { checkWithBuildkit } from "../buildkit/check-with-buildkit.ts";
import { type Buildx, runBuildx } from "../bake/buildx.ts";

/** Why BuildKit reads `after` no more, when it read `before`; undefined when nothing got worse. */
export async function worseInBuildkit(before: string, after: string, folder: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (before === after) return undefined;
  const { error } = await checkWithBuildkit(after, folder, environment);
  if (error === undefined) return undefined;
  const earlier = await checkWithBuildkit(before, folder, environment);
  return earlier.error === undefined ? error : undefined;
}

/** Why buildx prints the set no more, when it printed it before; undefined when nothing got worse. */
export function worseInBuildx(buildx: Buildx, before: ReadonlyMap<string, string>, path: string, after: string): string | undefined {
  if (before.get(path) === after) return undefined;
  const print = (files: ReadonlyMap<string, string>): { status: number; error: string } =>
    runBuildx(buildx, { files: [...files].filter(([name]) => /^docker-bake.*\.(?:hcl|json)$/.test(name)).map(([name, text]) => ({ name, text })), args: targetsOf(after), environment: {} });
  const { status, error } = print(new Map(before).set(path, after));
  // A target that is built now may want a secret of the machine.
  return status === 0 || /failed to stat/.test(error) || print(before).status !== 0 ? undefined : error;
}

/** Every target by name, so that files without a default group are printed too. */
function targetsOf(text: string): string[] {
  return [...text.matchAll(/^(?:target|group) "([\w-]+)"/gm)].map((match) => match[1]!).filter((name) => !name.startsWith("_"));
}
