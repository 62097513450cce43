import { memoize } from "../../base/memoize.ts";
import type { CopyInstruction, Instruction } from "../../syntax/dockerfile/tree.ts";
import { type Dockerfile, ownOfKind } from "../dockerfile/dockerfile.ts";
import { hasFlag, type PlainCommand } from "./commands.ts";
import { type Place, plainRuns } from "./runs.ts";

function unquoted(text: string): string {
  return text.replace(/^["']+|["']+$/g, "");
}

function whole(instruction: Instruction): Place {
  return { instruction, span: instruction.headSpan };
}

/** Quotes do not join words, as they do not for hadolint. */
function pathsOf(copy: CopyInstruction): { sources: readonly string[]; target: string } {
  const words = copy.json ? copy.json.items.map(({ value }) => value) : [...copy.sources, ...(copy.destination ? [copy.destination] : [])].flatMap(({ text }) => text.split(/\s+/)).map(unquoted);
  return { sources: words.slice(0, -1), target: words.at(-1) ?? "" };
}

export function relativeWorkdirs(dockerfile: Dockerfile): Place[] {
  return dockerfile.all("WORKDIR").filter(({ words }) => !/^(?:[$/]|[a-z]:)/i.test(unquoted(words[0]?.text ?? "/"))).map(whole);
}

export function copiesIntoFile(dockerfile: Dockerfile): Place[] {
  return dockerfile.all("COPY").filter((copy) => {
    const { sources, target } = pathsOf(copy);
    return sources.length > 1 && !target.endsWith("/");
  }).map(whole);
}

const addable = /\.(?:tar|gz|bz2|xz|tgz|tb2|tbz|tbz2|tpz|lz|lzma|tlz|txz|Z|tZ)$/;

export function needlessAdds(dockerfile: Dockerfile): Place[] {
  return dockerfile.all("ADD").filter((add) => pathsOf(add).sources.some((source) => !addable.test(source) && !/^https?:\/\//.test(source))).map(whole);
}

const unpackers = new Set(["gunzip", "unzip", "unlzma", "unxz", "bunzip2", "uncompress", "zcat", "gzcat", "zgz"]);

/** Archives that a later RUN unpacks under the same name; only the last stage is looked at. */
export function unpackedCopies(dockerfile: Dockerfile): Place[] {
  const stage = dockerfile.stages.at(-1);
  if (!stage) return [];
  const runs = plainRuns(dockerfile).filter(({ isOnbuild, instruction }) => !isOnbuild && instruction.span.start > stage.span.start);
  return ownOfKind(stage, "COPY").filter((copy) => {
    if (copy.flags.some(({ name }) => name === "from")) return false;
    const names = archiveNames(copy);
    const later = names.length === 0 ? [] : runs.filter(({ run }) => run.span.start > copy.span.start);
    return later.some(({ commands }) => commands.filter(unpacks).some((command) => command.arguments.some((arg) => names.includes(fileName(arg)))));
  }).map(whole);
}

function unpacks(command: PlainCommand): boolean {
  return command.name === "tar" ? hasFlag(command, "x", "extract", "get") : unpackers.has(command.name);
}

/** The name that the target gives an archive, else those of the sources. One with a variable is never found again. */
function archiveNames(copy: CopyInstruction): string[] {
  const { sources, target } = pathsOf(copy);
  const names = addable.test(target) ? [target] : sources.filter((source) => addable.test(source));
  return names.map(fileName).filter((name) => !name.includes("$"));
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/s, "");
}

const secretNames = /api_key|client_key|password|private|secret|token|username/;

/** Besides what the pattern finds: names of the variables of well-known services. */
const knownSecrets = new Set(
  ("application_key aws_access_key_id ci_deploy_user docker_email facebook_app_id heroku_api_user okta_authn_groupid okta_client_orgurl okta_oauth2_clientid " +
    "stripe_device_name travis_os_name travis_secure_env_vars travis_sudo").split(" "),
);

/** Values do not count, and of an ARG only the first name does. */
export const secretVariables: (dockerfile: Dockerfile) => readonly Place[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.tree.instructions.flatMap((instruction) => {
    const inner = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
    if (inner?.kind !== "ARG" && inner?.kind !== "ENV") return [];
    const pairs = inner.kind === "ARG" ? inner.pairs.slice(0, 1) : inner.pairs;
    const secret = pairs.find(({ key }) => secretNames.test(key.text.toLowerCase()) || knownSecrets.has(key.text.toLowerCase()));
    return secret ? [{ instruction, span: secret.key.span }] : [];
  }));
