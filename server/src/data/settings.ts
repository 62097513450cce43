/** One setting under `bakewell.`: the source of the types, of package.json's block, of the schema and of the docs. */
export interface SettingDescription {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: unknown;
  readonly description: string;
  /** `resource` settings may differ between folders; `machine` ones cannot be set by a workspace. */
  readonly scope: "resource" | "window" | "machine" | "machine-overridable";
}

const severitySchema = { type: "string", enum: ["error", "warning", "info", "hint", "off"] };

export const settings: readonly SettingDescription[] = [
  {
    name: "profile",
    schema: { type: "string", enum: ["recommended", "strict", "hadolint", "none", "buildkit"] },
    default: "recommended",
    description: "Which rules are on: `recommended` for everyday work, `strict` for all of them, `hadolint` or `buildkit` for the checks of those tools, `none` for only the rules that you name.",
    scope: "resource",
  },
  {
    name: "rules",
    schema: { type: "object", additionalProperties: severitySchema },
    default: {},
    description: "Severity by rule, for example `{ \"MissingHealthcheck\": \"off\" }`. Names of hadolint (`DL3008`) work too. A `.bakewell.jsonc` near the file wins over this setting.",
    scope: "resource",
  },
  {
    name: "bake.files",
    schema: { type: "array", items: { type: "array", items: { type: "string" } } },
    default: [],
    description: "Further sets of bake files that are used together, each a list of paths relative to the workspace folder, as you would pass them with `-f`.",
    scope: "resource",
  },
  {
    name: "bake.variables",
    schema: { type: "object", additionalProperties: { type: "string" } },
    default: {},
    description: "Values of bake variables, in the editor and in builds, on top of the environment of VS Code.",
    scope: "resource",
  },
  {
    name: "bake.envFile",
    schema: { type: ["string", "array"], items: { type: "string" } },
    default: [],
    description: "Files with further values of bake variables, one `NAME=value` a line, as paths relative to the workspace folder. They win over the environment of VS Code, `bakewell.bake.variables` wins over them. The files are read, never run.",
    scope: "resource",
  },
  {
    name: "docker.path",
    schema: { type: "string" },
    default: "docker",
    description: "The docker program that builds are run with: a name on PATH or a path.",
    scope: "machine-overridable",
  },
  {
    name: "shellcheck.enabled",
    schema: { type: "string", enum: ["auto", "off"] },
    default: "auto",
    description: "`auto` checks the shell commands of Dockerfiles with ShellCheck where it is installed, never in an untrusted workspace.",
    scope: "resource",
  },
  {
    name: "shellcheck.path",
    schema: { type: "string" },
    default: "shellcheck",
    description: "The ShellCheck program: a name on PATH or an absolute path.",
    scope: "machine-overridable",
  },
  {
    name: "registry.insecure",
    schema: { type: "array", items: { type: "string" } },
    default: [],
    description: "Registries, such as `registry.example.com:5000`, that may be asked without TLS when an image is pinned. Those of this machine may be anyway.",
    scope: "machine",
  },
  {
    name: "build.revealTerminal",
    schema: { type: "string", enum: ["always", "onFailure", "never"] },
    default: "always",
    description: "When a build's terminal comes to the front.",
    scope: "window",
  },
  {
    name: "test.timeoutSeconds",
    schema: { type: "integer", minimum: 1 },
    default: 120,
    description: "How long *Build and Test* waits for a container to become healthy.",
    scope: "resource",
  },
  {
    name: "stages.followCursor",
    schema: { type: "boolean" },
    default: true,
    description: "Whether the Stages view selects the stage at the cursor.",
    scope: "window",
  },
];

/** What the server reads of the settings. */
export interface ServerSettings {
  readonly profile: string;
  readonly rules: Readonly<Record<string, unknown>>;
  readonly bake: {
    readonly files: readonly (readonly string[])[];
    readonly variables: Readonly<Record<string, string>>;
    /** Paths relative to the workspace folder; later files win. */
    readonly envFiles: readonly string[];
  };
  readonly shellcheck: { readonly isEnabled: boolean; readonly path: string };
  readonly registry: { readonly insecure: readonly string[] };
}

/** The server's settings out of whatever a client sends; what has a wrong type falls back to its default. */
export function readServerSettings(value: unknown): ServerSettings {
  const top = asRecord(value);
  const bake = asRecord(top["bake"]);
  const shellcheck = asRecord(top["shellcheck"]);
  const files = Array.isArray(bake["files"]) ? bake["files"] : [];
  const { insecure } = asRecord(top["registry"]);
  return {
    profile: typeof top["profile"] === "string" ? top["profile"] : "recommended",
    rules: asRecord(top["rules"]),
    bake: {
      files: files.filter((set): set is string[] => Array.isArray(set) && set.every((path) => typeof path === "string")),
      envFiles: (Array.isArray(bake["envFile"]) ? bake["envFile"] : [bake["envFile"]]).filter((path): path is string => typeof path === "string" && path !== ""),
      variables: Object.fromEntries(Object.entries(asRecord(bake["variables"])).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
    },
    shellcheck: {
      isEnabled: shellcheck["enabled"] !== "off",
      path: typeof shellcheck["path"] === "string" && shellcheck["path"] !== "" ? shellcheck["path"] : "shellcheck",
    },
    registry: { insecure: Array.isArray(insecure) ? insecure.filter((host) => typeof host === "string") : [] },
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
