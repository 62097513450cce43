/** How a later definition of a target, or a child, combines with an earlier one. */
export type MergeRule =
  /** The later value wins unless it is null. */
  | "override"
  /** Entries merge by key; null entries are skipped. */
  | "by-key"
  /** Elements are added and repeated ones dropped. */
  | "append"
  /** Elements are added; one of the same type or id replaces the earlier one in place. */
  | "append-by-type"
  | "append-by-id"
  /** Belongs to one definition only. */
  | "none";

export type AttributeType =
  | "string" | "bool" | "expression" | "type" | "identifiers" | "identifier" | "matrix"
  | "list(string)" | "map(string)" | "list(cache)" | "list(output)" | "list(secret)" | "list(ssh)" | "list(attest)";

export interface BakeAttributeInfo {
  readonly name: string;
  readonly type: AttributeType;
  readonly merge: MergeRule;
  /** Whether `null` means "not set"; otherwise buildx refuses null. */
  readonly nullable: boolean;
  /** Markdown of one to four sentences. */
  readonly hover: string;
  readonly url: string;
  /** What the value refers to, where completion and rules can know it. */
  readonly refersTo?: "target" | "target-or-group" | "stage" | "arg" | "path" | "dockerfile" | "platform" | "image" | "context";
  readonly values?: readonly string[];
  readonly required?: boolean;
}

export interface BakeBlockInfo {
  readonly type: string;
  readonly hover: string;
  readonly url: string;
  readonly attributes: ReadonlyMap<string, BakeAttributeInfo>;
  readonly blocks: ReadonlySet<string>;
}

/** A key of a composite entry such as `type=registry,ref=…` in `cache-to`. */
export interface EntryKeyInfo {
  readonly name: string;
  readonly hover: string;
  /** The `type`s that take this key; undefined means all. */
  readonly types?: readonly string[];
  readonly values?: readonly string[];
  readonly required?: boolean;
}

const reference = "https://docs.docker.com/build/bake/reference/";
const anchor = (block: string, name = ""): string => `${reference}#${block}${name}`;

type Row = readonly [
  name: string, type: AttributeType, merge: MergeRule, nullable: boolean, hover: string,
  extra?: Pick<BakeAttributeInfo, "refersTo" | "values" | "required">,
];

function attributes(block: string, rows: readonly Row[]): ReadonlyMap<string, BakeAttributeInfo> {
  return new Map(rows.map(([name, type, merge, nullable, hover, extra]) => [name, { name, type, merge, nullable, hover, url: anchor(block, name), ...extra }]));
}

/** In the order in which `--print` shows them. */
const target = attributes("target", [
  ["description", "string", "override", false, "Says in a sentence what the target is for. `docker buildx bake --list=targets` shows it."],
  ["inherits", "list(string)", "append", true, "Targets whose attributes this one starts from, in order: a later parent overrides an earlier one, and the target's own attributes override all of them.", { refersTo: "target" }],
  ["annotations", "list(string)", "append", true, "OCI annotations for the image, each `key=value`, optionally behind a level such as `index:` or `manifest[linux/amd64]:`."],
  ["attest", "list(attest)", "append-by-type", false, "Attestations to attach to the image: a `provenance` record or an `sbom`. An entry of the same type replaces an inherited one."],
  ["context", "string", "override", true, "The folder, Git repository or archive that the build may read from. The default is `.`, the folder that bake runs in, not the folder of this file.", { refersTo: "path" }],
  ["contexts", "map(string)", "by-key", true, "Named contexts that `FROM`, `COPY --from` and `RUN --mount=from` can use. A value is a path, `docker-image://…`, a URL, `oci-layout://…` or `target:NAME` for the result of another target.", { refersTo: "context" }],
  ["dockerfile", "string", "override", true, "Path of the Dockerfile inside the context. The default is `Dockerfile`.", { refersTo: "dockerfile" }],
  ["dockerfile-inline", "string", "override", true, "The text of a Dockerfile, written here instead of in a file. It wins over `dockerfile`."],
  ["args", "map(string)", "by-key", true, "Values for the `ARG`s of the Dockerfile. A null value leaves the `ARG` as it is, but cannot remove an inherited one.", { refersTo: "arg" }],
  ["labels", "map(string)", "by-key", true, "Labels to set on the image."],
  ["tags", "list(string)", "override", true, "Names to give to the image, with registry and tag. A child's list replaces the inherited one.", { refersTo: "image" }],
  ["cache-from", "list(cache)", "append", false, "Caches to read from, as `type=registry,ref=…` strings or objects. Inherited entries stay."],
  ["cache-to", "list(cache)", "override", false, "Caches to write to. Two targets that write to the same place overwrite each other's cache."],
  ["target", "string", "override", true, "The stage of the Dockerfile to build. Without it the last stage is built.", { refersTo: "stage" }],
  ["secret", "list(secret)", "append-by-id", false, "Secrets that `RUN --mount=type=secret,id=…` can read, from a file (`src`) or an environment variable (`env`). They never end up in the image."],
  ["ssh", "list(ssh)", "append-by-id", false, "SSH agent sockets or keys that `RUN --mount=type=ssh` can use; `default` is the agent of `SSH_AUTH_SOCK`."],
  ["platforms", "list(string)", "override", true, "Platforms to build for, such as `linux/amd64`. More than one gives a multi-platform image.", { refersTo: "platform" }],
  ["output", "list(output)", "override", false, "Where the result goes: `type=registry`, `type=docker`, `type=local,dest=…` and others. A bare path means a local folder."],
  ["pull", "bool", "override", true, "Whether base images are looked up in their registry even when they are in the cache."],
  ["no-cache", "bool", "override", true, "Whether every step runs again instead of being taken from the cache."],
  ["network", "string", "override", true, "Network of `RUN` steps. `host` needs the entitlement `network.host`.", { values: ["default", "none", "host"] }],
  ["no-cache-filter", "list(string)", "append", true, "Stages that are built without the cache.", { refersTo: "stage" }],
  ["shm-size", "string", "override", true, "Size of `/dev/shm` in `RUN` steps, such as `128m`."],
  ["ulimits", "list(string)", "append", true, "Resource limits of `RUN` steps, each `name=soft:hard`."],
  ["call", "string", "override", true, "What the frontend is asked to do: `build` (default), `check`, `outline` or `targets`.", { values: ["build", "check", "outline", "targets"] }],
  ["entitlements", "list(string)", "append", true, "Permissions the build asks for; who runs it must grant them with `--allow`.", { values: ["network.host", "security.insecure", "device"] }],
  ["extra-hosts", "map(string)", "by-key", true, "Host names and addresses for `/etc/hosts` of `RUN` steps."],
  ["resources", "map(string)", "by-key", true, "Limits for the memory and processor time of `RUN` steps. Only recent versions of Buildx read it."],
  ["policy", "list(string)", "append", true, "Files of rules that decide which sources the build may use. Only recent versions of Buildx read it."],
  ["matrix", "matrix", "none", true, "Builds one target for each combination of the listed values. Each axis is a variable in this block; `name` must give every combination its own name."],
  ["name", "string", "none", true, "The name of each target that `matrix` makes, usually with `${…}` of its axes."],
]);

const group = attributes("group", [
  ["description", "string", "override", false, "Says in a sentence what the group is for. `docker buildx bake --list=targets` shows it."],
  ["targets", "list(string)", "override", true, "Targets and groups that are built when this group is named.", { refersTo: "target-or-group", required: true }],
]);

const variable = attributes("variable", [
  ["type", "type", "none", true, "The type that values must have or convert to: `string`, `number`, `bool`, `any`, or `list(…)`, `set(…)`, `map(…)`, `tuple([…])`, `object({…})` of these."],
  ["default", "expression", "none", true, "The value when the environment has no variable of this name. It may use other variables and functions, but no targets."],
  ["description", "string", "none", false, "Says what the variable is for. It must be plain text; `docker buildx bake --list=variables` shows it."],
]);

const functionAttributes = attributes("function", [
  ["params", "identifiers", "none", true, "Names of the parameters, in order. They hide variables of the same name.", { required: true }],
  ["variadic_params", "identifier", "none", true, "Name of a list that takes all further arguments."],
  ["result", "expression", "none", true, "What a call gives. It may use the parameters, variables and other functions, but no targets.", { required: true }],
]);

const validation = attributes("validation", [
  ["condition", "expression", "none", true, "Must be true for the variable's value; usually names the variable itself."],
  ["error_message", "expression", "none", true, "What buildx says when the condition is false."],
]);

const blocks: ReadonlyMap<string, BakeBlockInfo> = new Map([
  ["target", { type: "target", hover: "One build: what `docker buildx build` with its flags would do, under a name.", url: anchor("target"), attributes: target, blocks: new Set<string>() }],
  ["group", { type: "group", hover: "A name for several targets or groups. The group `default` is built when no name is given.", url: anchor("group"), attributes: group, blocks: new Set<string>() }],
  ["variable", { type: "variable", hover: "A value with a default that the environment overrides by a variable of the same name.", url: anchor("variable"), attributes: variable, blocks: new Set(["validation"]) }],
  ["function", { type: "function", hover: "A function of your own, beside the built-in ones.", url: anchor("function"), attributes: functionAttributes, blocks: new Set<string>() }],
  ["validation", { type: "validation", hover: "A condition on a variable's value and what to say when it does not hold.", url: anchor("variable"), attributes: validation, blocks: new Set<string>() }],
]);

/** The top-level blocks that buildx knows. */
export const bakeBlockTypes = ["target", "group", "variable", "function"] as const;

/** @throws RangeError for a type that is not a Bake block. */
export function bakeBlock(type: string): BakeBlockInfo {
  const found = blocks.get(type);
  if (found === undefined) throw new RangeError(`no such Bake block: ${type}`);
  return found;
}

export function findBakeBlock(type: string): BakeBlockInfo | undefined {
  return blocks.get(type);
}

const cacheTypes = ["registry", "local", "gha", "s3", "azblob", "inline"] as const;

/** Keys of the composite entries, by the attribute that holds them. */
export const entryKeys: Readonly<Record<"cache-from" | "cache-to" | "output" | "secret" | "ssh" | "attest", readonly EntryKeyInfo[]>> = {
  "cache-from": [
    { name: "type", hover: "The kind of cache store.", values: cacheTypes, required: true },
    { name: "ref", hover: "Image reference that holds the cache.", types: ["registry"], required: true },
    { name: "src", hover: "Folder to read the cache from.", types: ["local"], required: true },
    { name: "digest", hover: "Digest of the cache manifest to read.", types: ["local"] },
    { name: "tag", hover: "Tag of the cache manifest to read.", types: ["local"] },
    { name: "scope", hover: "Which of several caches of one repository is meant.", types: ["gha"] },
    { name: "name", hover: "Name of the cache manifest.", types: ["s3", "azblob"] },
    { name: "bucket", hover: "Name of the bucket.", types: ["s3"], required: true },
    { name: "region", hover: "Region of the bucket.", types: ["s3"], required: true },
    { name: "account_url", hover: "URL of the storage account.", types: ["azblob"], required: true },
  ],
  "cache-to": [
    { name: "type", hover: "The kind of cache store.", values: cacheTypes, required: true },
    { name: "mode", hover: "`max` keeps the layers of all stages, `min` only those of the result.", values: ["min", "max"] },
    { name: "ref", hover: "Image reference to push the cache to.", types: ["registry"], required: true },
    { name: "dest", hover: "Folder to write the cache to.", types: ["local"], required: true },
    { name: "scope", hover: "Which of several caches of one repository is meant. Targets that share a scope overwrite each other.", types: ["gha"] },
    { name: "compression", hover: "How layers are compressed.", values: ["gzip", "estargz", "zstd", "uncompressed"] },
    { name: "compression-level", hover: "Strength of the compression." },
    { name: "force-compression", hover: "Whether layers that exist are compressed again.", values: ["true", "false"] },
    { name: "oci-mediatypes", hover: "Whether manifests use OCI media types.", values: ["true", "false"] },
    { name: "image-manifest", hover: "Whether the cache is an image manifest instead of an index.", values: ["true", "false"], types: ["registry", "local"] },
    { name: "ignore-error", hover: "Whether a failing export leaves the build successful.", values: ["true", "false"] },
    { name: "name", hover: "Name of the cache manifest.", types: ["s3", "azblob"] },
    { name: "bucket", hover: "Name of the bucket.", types: ["s3"], required: true },
    { name: "region", hover: "Region of the bucket.", types: ["s3"], required: true },
    { name: "account_url", hover: "URL of the storage account.", types: ["azblob"], required: true },
  ],
  output: [
    { name: "type", hover: "The kind of result.", values: ["image", "registry", "docker", "oci", "tar", "local", "cacheonly"], required: true },
    { name: "dest", hover: "Where the files or the archive go.", types: ["local", "tar", "oci", "docker"] },
    { name: "name", hover: "Names of the image, separated by commas.", types: ["image", "registry", "docker", "oci"] },
    { name: "push", hover: "Whether the image is pushed.", values: ["true", "false"], types: ["image"] },
    { name: "push-by-digest", hover: "Whether the image is pushed without a name.", values: ["true", "false"], types: ["image", "registry"] },
    { name: "compression", hover: "How layers are compressed.", values: ["gzip", "estargz", "zstd", "uncompressed"], types: ["image", "registry", "docker", "oci"] },
    { name: "compression-level", hover: "Strength of the compression.", types: ["image", "registry", "docker", "oci"] },
    { name: "force-compression", hover: "Whether layers that exist are compressed again.", values: ["true", "false"], types: ["image", "registry", "docker", "oci"] },
    { name: "oci-mediatypes", hover: "Whether manifests use OCI media types.", values: ["true", "false"], types: ["image", "registry", "docker", "oci"] },
    { name: "rewrite-timestamp", hover: "Whether files get the time of `SOURCE_DATE_EPOCH`.", values: ["true", "false"], types: ["image", "registry", "docker", "oci"] },
    { name: "tar", hover: "`false` unpacks the archive into a folder.", values: ["true", "false"], types: ["oci"] },
    { name: "platform-split", hover: "Whether each platform gets its own folder.", values: ["true", "false"], types: ["local", "tar"] },
    { name: "context", hover: "The Docker context to load the image into.", types: ["docker"] },
  ],
  secret: [
    { name: "id", hover: "Name that the Dockerfile mounts the secret by.", required: true },
    { name: "src", hover: "File that holds the secret." },
    { name: "env", hover: "Environment variable that holds the secret." },
    { name: "type", hover: "Whether the secret comes from a file or a variable. Only the string form reads it.", values: ["file", "env"] },
  ],
  ssh: [
    { name: "id", hover: "Name that the Dockerfile mounts the agent by; `default` for the usual one.", required: true },
    { name: "paths", hover: "Keys or sockets; the agent of `SSH_AUTH_SOCK` when there are none." },
  ],
  attest: [
    { name: "type", hover: "The kind of attestation.", values: ["provenance", "sbom"], required: true },
    { name: "mode", hover: "How much the provenance tells.", values: ["min", "max"], types: ["provenance"] },
    { name: "version", hover: "Version of the provenance format.", values: ["v0.2", "v1"], types: ["provenance"] },
    { name: "generator", hover: "Image that makes the bill of materials.", types: ["sbom"] },
    { name: "disabled", hover: "Turns the attestation off.", values: ["true", "false"] },
  ],
};

/** Names that are always defined; the environment cannot override them. */
export const builtinVariables: ReadonlyMap<string, string> = new Map([
  ["BAKE_CMD_CONTEXT", "The context that bake runs with: `cwd://` for local files."],
  ["BAKE_LOCAL_PLATFORM", "The platform of the machine that bake runs on, such as `linux/amd64`."],
]);
