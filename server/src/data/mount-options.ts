export type MountType = "bind" | "cache" | "tmpfs" | "secret" | "ssh";

/** How an option's value is read. `octal` is a file mode, `size` a number with a unit such as `64m`. */
export type MountOptionKind = "string" | "bool" | "enum" | "octal" | "int" | "size";

/** One `key=value` of `RUN --mount`. */
export interface MountOptionInfo {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: MountOptionKind;
  readonly types: readonly MountType[];
  readonly values: readonly string[];
  readonly default: string | undefined;
  readonly since: string | undefined;
  /** Markdown. */
  readonly hover: string;
}

export interface MountTypeInfo {
  readonly name: MountType;
  /** Markdown. */
  readonly hover: string;
  readonly url: string;
}

const reference = "https://docs.docker.com/reference/dockerfile/#run---mounttype";

export const mountTypes: readonly MountTypeInfo[] = [
  { name: "bind", hover: "Shows files of the build context, a stage or an image to the command without copying them. It is the default type and read-only unless `rw` is given.", url: `${reference}bind` },
  { name: "cache", hover: "A folder of the builder that outlives the build, for package managers and compilers. Its content never becomes part of the image and may be gone at any time.", url: `${reference}cache` },
  { name: "tmpfs", hover: "An empty file system in memory that is gone after the command.", url: `${reference}tmpfs` },
  { name: "secret", hover: "Hands a secret of the build to the command as a file or an environment variable, without leaving it in the image or the cache.", url: `${reference}secret` },
  { name: "ssh", hover: "Gives the command access to the SSH agent that the build was started with, for example to clone private repositories.", url: `${reference}ssh` },
];

const all: readonly MountType[] = ["bind", "cache", "tmpfs", "secret", "ssh"];
const owned: readonly MountType[] = ["cache", "secret", "ssh"];

type Detail = Partial<Omit<MountOptionInfo, "name" | "hover">>;

function option(name: string, hover: string, detail: Detail = {}): MountOptionInfo {
  const kind = detail.kind ?? "string";
  return {
    name,
    aliases: detail.aliases ?? [],
    kind,
    types: detail.types ?? all,
    values: detail.values ?? (kind === "bool" ? ["true", "false"] : []),
    default: detail.default,
    since: detail.since,
    hover,
  };
}

/** Under the name that stands first in the reference; `type` is an option as well. */
export const mountOptions: readonly MountOptionInfo[] = [
  option("type", "What is mounted; `bind` when it is not given.", { kind: "enum", values: all, default: "bind" }),
  option("target", "Where the mount appears in the command's file system.", { aliases: ["dst", "destination"] }),
  option("source", "The path inside `from` to mount, its root by default. For a secret it is the same as `id`.", { aliases: ["src"] }),
  option("from", "A stage, a named context or an image that the files come from. Variables are not replaced in it.", { types: ["bind", "cache", "tmpfs", "ssh"] }),
  option("readonly", "Forbids writing to the mount.", { aliases: ["ro"], kind: "bool" }),
  option("readwrite", "Allows writing to the mount. What is written to a bind mount is thrown away after the command.", { aliases: ["rw"], kind: "bool" }),
  option("id", "Name of the cache, the secret or the SSH agent. A cache's id defaults to its target, so builds with the same target share it.", { types: ["bind", "cache", "tmpfs", "secret", "ssh"] }),
  option("sharing", "What happens when two builds use the cache at once: `shared` lets both in, `locked` makes the second wait, `private` gives it a cache of its own.", {
    kind: "enum", values: ["shared", "private", "locked"], default: "shared", types: ["cache"],
  }),
  option("required", "Lets the step fail when the build was given no such secret or agent.", { kind: "bool", default: "false", types: ["secret", "ssh"] }),
  option("env", "Puts the secret into this environment variable instead of a file.", { since: "1.10" }),
  option("size", "Upper limit of the file system's size, such as `64m`.", { kind: "size", types: ["tmpfs"] }),
  option("mode", "Permissions of the new folder, file or socket, in octal.", { kind: "octal", types: owned, values: ["0755", "0400"] }),
  option("uid", "User id that owns the new folder, file or socket.", { kind: "int", default: "0", types: owned }),
  option("gid", "Group id that owns the new folder, file or socket.", { kind: "int", default: "0", types: owned }),
];

const byName = new Map(mountOptions.flatMap((info) => [info.name, ...info.aliases].map((name) => [name, info] as const)));

/** Looks an option up by its name or an alias, in any case. */
export function findMountOption(name: string): MountOptionInfo | undefined {
  return byName.get(name.toLowerCase());
}
