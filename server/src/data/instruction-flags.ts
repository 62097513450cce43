/** How a flag's value is read. `mount` and `device` are comma-separated options; `owner`, `mode` and the like are free text. */
export type FlagKind = "bool" | "string" | "enum" | "duration" | "int" | "mount" | "device";

/** A flag of an instruction: validation, completion, hover and signature help read it. */
export interface FlagInfo {
  /** Without dashes. */
  readonly name: string;
  readonly kind: FlagKind;
  readonly isRepeatable: boolean;
  /** Whether variables in the value are replaced by the build. */
  readonly expandsVariables: boolean;
  /** The values of an `enum`, or useful examples for other kinds. */
  readonly values: readonly string[];
  /** What holds when the flag is absent, if that is a value. */
  readonly default: string | undefined;
  /** The first Dockerfile frontend version with the flag in its stable channel; undefined when it has always been there. */
  readonly since: string | undefined;
  /** What completion shows behind `=`. */
  readonly placeholder: string;
  /** Markdown. */
  readonly hover: string;
  readonly url: string;
}

const reference = "https://docs.docker.com/reference/dockerfile/#";

type FlagDetail = Partial<Omit<FlagInfo, "name" | "hover" | "url">>;

function flag(name: string, anchor: string, hover: string, detail: FlagDetail = {}): FlagInfo {
  const kind = detail.kind ?? "string";
  return {
    name,
    kind,
    isRepeatable: detail.isRepeatable ?? false,
    expandsVariables: detail.expandsVariables ?? false,
    values: detail.values ?? (kind === "bool" ? ["true", "false"] : []),
    default: detail.default ?? (kind === "bool" ? "false" : undefined),
    since: detail.since,
    placeholder: detail.placeholder ?? "",
    hover,
    url: reference + anchor,
  };
}

export const fromFlags: readonly FlagInfo[] = [
  flag(
    "platform", "from",
    "Which platform's image to take when the reference names a multi-platform image, for example `linux/arm64`. " +
      "`$BUILDPLATFORM` keeps a stage on the machine that builds, which is what a cross-compiling stage wants.",
    { expandsVariables: true, values: ["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64"], placeholder: "os/arch" },
  ),
];

export const runFlags: readonly FlagInfo[] = [
  flag(
    "mount", "run---mount",
    "Mounts something for this command only: a cache that outlives the build, files of the context or of a stage, a secret, " +
      "an SSH agent or a temporary file system. Nothing in the mount becomes part of the image.",
    { kind: "mount", isRepeatable: true, expandsVariables: true, since: "1.2", placeholder: "type=…,target=…" },
  ),
  flag(
    "network", "run---network",
    "Which network the command sees. `none` cuts it off, which proves that the step needs no download; `host` shares the builder's " +
      "network and needs the `network.host` entitlement.",
    { kind: "enum", values: ["default", "none", "host"], default: "default", since: "1.3" },
  ),
  flag(
    "security", "run---security",
    "`insecure` runs the command without the sandbox, like a privileged container, and needs the `security.insecure` entitlement. " +
      "`sandbox` is the normal mode.",
    { kind: "enum", values: ["sandbox", "insecure"], default: "sandbox", since: "1.20" },
  ),
  flag(
    "device", "run---device",
    "Makes a CDI device of the builder, such as a GPU, available to the command. `required` lets the step fail when the builder has no such device.",
    { kind: "device", isRepeatable: true, since: "1.27", placeholder: "vendor.example/class=name" },
  ),
];

const chown = (anchor: string): FlagInfo => flag(
  "chown", anchor,
  "Owner and group of the new files, as names or numbers: `app`, `app:app`, `10001:10001`. Without it they belong to `0:0`, whatever `USER` says. " +
    "Names are looked up in the image's own `/etc/passwd` and `/etc/group`.",
  { expandsVariables: true, placeholder: "user:group" },
);

const chmod = (anchor: string): FlagInfo => flag(
  "chmod", anchor,
  "Permissions of the new files, octal (`755`) or, from frontend 1.14 on, symbolic (`u=rwX,go=rX`). It saves a `RUN chmod`, which would store the files a second time.",
  { expandsVariables: true, since: "1.2", values: ["755", "644"], placeholder: "mode" },
);

const link = (anchor: string): FlagInfo => flag(
  "link", anchor,
  "Puts the files into a layer of their own that does not depend on what is below it, so that the layer is reused even when the base image changes. " +
    "Links in the destination's path are then not followed.",
  { kind: "bool", since: "1.4" },
);

const exclude = (anchor: string): FlagInfo => flag(
  "exclude", anchor,
  "Leaves out files that match the pattern, which is written as in `.dockerignore`. May be given several times.",
  { isRepeatable: true, since: "1.19", placeholder: "pattern" },
);

export const copyFlags: readonly FlagInfo[] = [
  flag(
    "from", "copy---from",
    "Copies from an earlier stage, a named context or an image instead of the build context. The value is a stage's name or number, or an image reference; variables are not replaced in it.",
    { placeholder: "stage" },
  ),
  chown("copy---chown"),
  chmod("copy---chmod"),
  link("copy---link"),
  flag(
    "parents", "copy---parents",
    "Keeps the folders of each source path below the destination, so that `src/*/package.json` does not collapse into one file. A `/./` in the path marks where the kept part begins.",
    { kind: "bool", since: "1.20" },
  ),
  exclude("copy---exclude"),
];

export const addFlags: readonly FlagInfo[] = [
  flag(
    "keep-git-dir", "add---keep-git-dir",
    "Keeps the `.git` folder when the source is a Git repository.",
    { kind: "bool", since: "1.1" },
  ),
  flag(
    "checksum", "add---checksum",
    "The digest that a download must have, or the commit that a Git source must be at. The build fails when it differs, which pins what the URL serves.",
    { expandsVariables: true, since: "1.6", placeholder: "sha256:…" },
  ),
  chown("add---chown"),
  chmod("add---chmod"),
  link("add---link"),
  flag(
    "unpack", "add---unpack",
    "Whether an archive is unpacked. Local archives are by default and downloads are not; the flag decides for both.",
    { kind: "bool", since: "1.17" },
  ),
  exclude("add---exclude"),
];

const duration = (name: string, fallback: string, hover: string): FlagInfo =>
  flag(name, "healthcheck", hover, { kind: "duration", default: fallback, values: ["5s", "30s", "1m"], placeholder: "duration" });

export const healthcheckFlags: readonly FlagInfo[] = [
  duration("interval", "30s", "Time between the end of one check and the start of the next, such as `30s` or `1m30s`. The first check runs this long after the start."),
  duration("timeout", "30s", "How long one check may run before it is killed and counts as failed."),
  duration("start-period", "0s", "Time that the service has for starting: failures in it do not count, a success ends it."),
  {
    ...duration("start-interval", "5s", "Time between checks during the start period. It needs Docker Engine 25.0 or newer."),
    since: "1.6",
  },
  flag("retries", "healthcheck", "How many checks in a row must fail before the container is `unhealthy`.", {
    kind: "int", default: "3", values: ["3", "5"], placeholder: "number",
  }),
];
