import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { CopyInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { stageVariable } from "../variables/stage-variables.ts";
import { copiesFrom } from "./copy-paths.ts";
import { mountsOf } from "./mounts.ts";

/** Where the files of a stage and of those that it builds on come from, as far as it tells whose software they are. */
export interface StageContents {
  /** Something of the build context is in it that is more than a start script or configuration, or may be. */
  readonly hasOwnFiles: boolean;
  readonly hasEntrypointScript: boolean;
  /** A list of dependencies, such as `package.json`. */
  readonly hasManifest: boolean;
  readonly hasSteps: boolean;
  readonly hasDownloads: boolean;
  readonly hasCopies: boolean;
  /** Something is taken out of another image. */
  readonly takesFromImages: boolean;
  /** Nothing at all comes from the context. */
  readonly takesNothing: boolean;
}

/** A stage of so many before it asks them in order, since each would ask the one that it copies from. */
const deepest = 200;

export const contentsOf = memoize((stage: Stage): StageContents => {
  if (stage.index > deepest) for (const earlier of stage.dockerfile.stages.slice(0, stage.index)) contentsOf(earlier);
  const instructions = stageChain(stage).flatMap((link) => link.instructions.map((instruction) => ({ link, instruction })));
  const runs = instructions.flatMap(({ link, instruction }) => (instruction.kind === "RUN" ? [{ link, run: instruction }] : []));
  const copies = instructions.flatMap(({ link, instruction }) => (instruction.kind === "COPY" || instruction.kind === "ADD" ? [{ link, copy: instruction }] : []));
  const sources = copies.flatMap(({ copy }) => (copiesFrom(copy) === undefined ? copy.sources.map((source) => source.text) : []));
  const hasEntrypointScript = sources.some((source) => /entry-?point[^/]*$/i.test(source));
  const hasDownloads = runs.some(({ link, run }) => scriptOf(link.dockerfile, run).facts.downloads.length > 0);
  const own = copies.filter(({ link, copy }) => bringsOwnFiles(link, copy) && !(hasEntrypointScript && hasDownloads && isHelper(copy)));
  return {
    hasOwnFiles: own.length > 0 || runs.some(({ link, run }) => mountsContext(link, run)),
    hasEntrypointScript,
    hasManifest: sources.some((source) => manifest.test(source)),
    hasSteps: runs.length > 0,
    hasDownloads,
    hasCopies: copies.length > 0,
    takesFromImages: copies.some(({ link, copy }) => isFromImage(link, copy)),
    takesNothing: sources.length === 0,
  };
});

function bringsOwnFiles(stage: Stage, copy: CopyInstruction): boolean {
  const from = copiesFrom(copy);
  if (from !== undefined) return isStage(stage, from) && !isOfOthers(stage.dockerfile.findStage(from, stage.index));
  const isRemote = copy.kind === "ADD" && copy.sources.every(({ text }) => isRemoteVariable(stage, text, copy.span.start));
  if (isRemote) return false;
  const destination = copy.destination?.text ?? "";
  if (settingsFolder.test(destination) || (destination === "/" && copy.sources.every(({ text }) => overlay.test(text)))) return false;
  const intoPath = /(?:^|\/)s?bin(?:\/|$)/.test(destination);
  return !copy.sources.every(({ text }) => isSupportFile(text) || (intoPath && launcher.test(text)));
}

/** Whether a copy is one file that lies beside the start script in the root folder, such as the `makedb.php` that it calls. */
function isHelper(copy: CopyInstruction): boolean {
  const source = copy.sources.length === 1 ? copy.sources[0]!.text : "";
  return copiesFrom(copy) === undefined && /\.\w+$/.test(source) && !manifest.test(source) && /^\/(?:[^/]+\.\w+)?$/.test(copy.destination?.text ?? "");
}

function isFromImage(stage: Stage, copy: CopyInstruction): boolean {
  const from = copiesFrom(copy);
  return from !== undefined && !isStage(stage, from);
}

function isRemoteVariable(stage: Stage, text: string, offset: number): boolean {
  const name = /^["']?\$\{?(\w+)\}?["']?$/.exec(text)?.[1];
  return name !== undefined && /^https?:/.test(stageVariable(stage, name, offset) ?? "");
}

/** Whether what is copied from an earlier stage was downloaded there, or is a tool of its image. Where nothing tells, it was built from the context. */
function isOfOthers(source: Stage | undefined): boolean {
  if (!source) return false;
  if (source.instructions.length === 0 && source.base.kind !== "stage") return true;
  const { hasOwnFiles, hasCopies, hasDownloads, hasManifest } = contentsOf(source);
  return !hasOwnFiles && !hasManifest && (hasCopies || hasDownloads || makesFromElsewhere(source));
}

/** Whether the stage makes what it has out of an installed Java, of a published project or of a public repository, or only arranges what its image has. */
function makesFromElsewhere({ dockerfile, instructions }: Stage): boolean {
  const runs = instructions.filter((instruction) => instruction.kind === "RUN");
  const calls = runs.flatMap((run) => scriptOf(dockerfile, run).invocations);
  return calls.some(takesPublished) || (calls.length > 0 && calls.every(({ name }) => arranging.test(name)));
}

function takesPublished({ name, arguments: words }: Invocation): boolean {
  if (name === "git") return words[0]?.unquoted === "clone" && words.some(({ unquoted }) => /^https:\/\/[^@$]+$/.test(unquoted));
  return name === "jlink" || (name === "composer" && words[0]?.unquoted === "create-project");
}

/** Programs that build nothing: they move files and fetch keys. */
const arranging = /^(?:chmod|chown|cp|echo|gpg|ln|mkdir|mv|rm|set|test|\[)$/;

function mountsContext({ dockerfile }: Stage, run: RunInstruction): boolean {
  return mountsOf(dockerfile, run).some(({ type, options }) => type === "bind" && !options.some(({ key }) => key.toLowerCase() === "from"));
}

/** Scripts that official images put on the PATH, mostly without an extension: `httpd-foreground`, `docker-php-ext-*`. */
const launcher = /(?:^|\/)(?:bin\/[\w-]+|[\w-]+-docker|(?:run|start|init|wait|setup|install|check)[-_][\w-]+(?:\.\w+)?|[\w-]+[-_](?:foreground|wrapper|launcher|run|start|init|setup|support))$/;

/** A folder of configuration and scripts that is laid over the root folder. */
const overlay = /(?:^|\/)(?:root|rootfs|assets|overlay|files|fs)\/?$/;

/** What stands there configures what is installed, or tells under which terms it is. */
const settingsFolder = /(?:^|\/)(?:etc|licenses?)(?:\/|$)/;

function isStage({ dockerfile }: Stage, name: string): boolean {
  return /^\d+$/.test(name) || name.includes("$") || dockerfile.stages.some((stage) => stage.name?.text.toLowerCase() === name.toLowerCase());
}

const manifest = /(?:^|\/)(?:package(?:-lock)?\.json|tsconfig[^/]*\.json|requirements[^/]*\.txt|pyproject\.toml|composer\.json|pom\.xml|Cargo\.toml)$/i;

function isSupportFile(path: string): boolean {
  return /^<</.test(path) || /^https?:/.test(path) || /(?:\.(?:sh|bash|conf|cnf|cfg|ini|ya?ml|json|xml|properties|toml|txt|asc|gpg|patch|diff|pub|key|crt|pem|tmpl|tpl|exclude|md|rst|repo)|entrypoint[^/]*|entry[^/]*|(?:^|\/)docker-[\w*-]+|(?:^|\/)scripts?(?:\/[\w.*-]*)?|healthcheck[^/]*|conf(?:ig)?[^/]*(?:\/\*?)?|(?:^|\/)(?:[\w-]*rootfs|prebuildfs)\/?|(?:^|\/)(?:files|helpers|templates|patches|fixes|licenses)\/?|(?:^|\/)docker\.\w+|CREDITS|NOTICES?|COPYING|README|LICENSE.*)$/i.test(path);
}
