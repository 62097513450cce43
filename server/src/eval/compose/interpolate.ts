import type { YamlEntry, YamlLine, YamlMapping, YamlNode, YamlScalar } from "../../syntax/yaml/tree.ts";
import type { Lookup } from "./compose-input.ts";
import { ComposeError, type ComposePath, PathTable } from "./compose-path.ts";
import { withEntries } from "./nodes.ts";
import { substitute, type SubstitutionFault } from "./substitute.ts";

/** What the interpolation of one set of files shares. */
export interface Interpolation {
  readonly lookup: Lookup;
  readonly unset: "empty" | "unknown";
  readonly report: (error: ComposeError) => void;
  /** How many more nodes may be visited: aliases can make a small file immense. */
  readonly budget: { nodes: number };
}

/** Puts the values of variables into all texts of a document, keys excepted. What cannot be computed becomes unknown. */
export function interpolate(node: YamlNode, path: ComposePath, work: Interpolation): YamlNode {
  if (--work.budget.nodes < 0) return node;
  switch (node.kind) {
    case "scalar": return typeof node.value === "string" ? interpolateText(node, node.value, path, work) : node;
    case "sequence": return { ...node, items: node.items.map((item) => interpolate(item, [...path, "[]"], work)) };
    case "mapping": return interpolateMapping(node, path, work);
  }
}

function interpolateMapping(node: YamlMapping, path: ComposePath, work: Interpolation): YamlMapping {
  const entries = new Map<string, YamlEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, value: interpolate(entry.value, [...path, key], work) });
  return withEntries(node, entries);
}

function interpolateText(node: YamlScalar, text: string, path: ComposePath, work: Interpolation): YamlScalar {
  const result = substitute(text, work.lookup);
  if ("kind" in result) return failed(node, result, path, work);
  if (result.missing.length > 0 && work.unset === "unknown") return { ...node, value: result.text, unknown: `the environment variable ${result.missing[0]} is not set here` };
  const cast = casts.get(path);
  const lines = node.lines?.map((line) => interpolateLine(line, work.lookup));
  const value = cast === undefined ? result.text : cast(result.text);
  if (value === undefined) {
    const why = cast === toBoolean ? `invalid boolean: ${result.text}` : `strconv.ParseInt: parsing ${JSON.stringify(result.text)}: invalid syntax`;
    work.report(new ComposeError("invalid-value", node, `error while interpolating ${path.join(".")}: failed to cast to expected type: ${why}`));
  }
  return { ...node, value: value ?? null, ...(lines === undefined ? {} : { lines }) };
}

/** Variables do not reach over line breaks. */
function interpolateLine(line: YamlLine, lookup: Lookup): YamlLine {
  if (!line.text.includes("$")) return line;
  const result = substitute(line.text, lookup);
  const text = "kind" in result ? line.text : result.text;
  return { ...line, text, isComputed: text !== line.text.replaceAll("$$", "$") };
}

function failed(node: YamlScalar, fault: SubstitutionFault, path: ComposePath, work: Interpolation): YamlScalar {
  if (fault.kind === "required" && work.unset === "unknown") return { ...node, value: "", unknown: `the environment variable ${fault.name} is not set here` };
  const message = fault.kind === "invalid"
    ? `invalid interpolation format for ${path.join(".")}.\nYou may need to escape any $ with another $.\n${fault.template}`
    : `error while interpolating ${path.join(".")}: required variable ${fault.name} is missing a value${fault.reason === "" ? "" : `: ${fault.reason}`}`;
  work.report(new ComposeError(fault.kind === "invalid" ? "invalid-interpolation" : "required-variable", node, message));
  return { ...node, value: "", unknown: "in error" };
}

type Cast = (text: string) => YamlScalar["value"] | undefined;

const toWhole: Cast = (text) => (/^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace(/^\+/, "")) : undefined);
const toDecimal: Cast = (text) => (text.trim() === text && text !== "" && !Number.isNaN(Number(text)) ? Number(text) : undefined);

/** The words for true and false that buildx accepts in a text. */
export function toBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case "true": case "y": case "yes": case "on": return true;
    case "false": case "n": case "no": case "off": return false;
    default: return undefined;
  }
}

const service = (names: readonly string[], cast: Cast): [string, Cast][] => names.map((name) => [`services.*.${name}`, cast]);

/** Texts at these places must be numbers or booleans once their variables are known. */
const casts = new PathTable<Cast>(Object.fromEntries([
  ...service(["cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "oom_score_adj", "pids_limit", "scale"], toWhole),
  ...service(["deploy.replicas", "deploy.update_config.parallelism", "deploy.rollback_config.parallelism", "deploy.restart_policy.max_attempts"], toWhole),
  ...service(["deploy.placement.max_replicas_per_node", "healthcheck.retries", "ports.[].target", "ulimits.*", "ulimits.*.hard", "ulimits.*.soft"], toWhole),
  ...service(["cpu_percent", "cpus", "deploy.update_config.max_failure_ratio", "deploy.rollback_config.max_failure_ratio"], toDecimal),
  ...service(["init", "healthcheck.disable", "oom_kill_disable", "privileged", "read_only", "stdin_open", "tty", "volumes.[].read_only", "volumes.[].volume.nocopy"], toBoolean),
  ...["networks.*.external", "networks.*.internal", "networks.*.attachable", "networks.*.enable_ipv4", "networks.*.enable_ipv6"].map((name): [string, Cast] => [name, toBoolean]),
  ...["volumes.*.external", "secrets.*.external", "configs.*.external"].map((name): [string, Cast] => [name, toBoolean]),
]));
