import { AttachedMap } from "../base/attached-map.ts";
import type { Environment } from "../base/host.ts";
import { cleanPath } from "./clean-path.ts";
import type { MergedAttribute, MergedTarget } from "./merged-target.ts";
import type { Entry, ResolvedTarget, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";

export function camelCase(name: string): string {
  let known = camelCased.get(name);
  if (known === undefined) {
    known = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    camelCased.set(name, known);
  }
  return known;
}

/** Names of attributes, which are few. */
const camelCased = new Map<string, string>();

const known = new AttachedMap<MergedTarget, { readonly own: MergedTarget; readonly environment: Environment; readonly target: ResolvedTarget }>();

/** The merged attributes in the form that rules and `--print` read, with buildx's defaults. */
export function toResolvedTarget(own: MergedTarget, merged: MergedTarget, environment: Environment): ResolvedTarget {
  const before = known.get(merged);
  if (before?.own === own && before.environment === environment) return before.target;
  const target = resolvedTarget(own, merged, environment);
  known.set(merged, { own, environment, target });
  return target;
}

function resolvedTarget(own: MergedTarget, merged: MergedTarget, environment: Environment): ResolvedTarget {
  const { attributes } = merged;
  const uncertain = new Set<string>();
  const explicit = new Set<string>();
  for (const [name, attribute] of attributes) {
    if (name !== "inherits") explicit.add(camelCase(name));
    if (attribute.uncertain) uncertain.add(camelCase(name));
  }
  const fallback = (value: string): Sourced<string> => ({ value, uri: own.uri, span: own.nameSpan, ownerTarget: own.name });
  const list = (name: string): readonly Sourced<string>[] => attributes.get(name)?.list ?? [];
  const entries = (name: string): readonly Sourced<Entry>[] => attributes.get(name)?.entries ?? [];
  const map = (name: string): ReadonlyMap<string, Sourced<string>> => attributes.get(name)?.map ?? new Map<string, Sourced<string>>();
  const scalars = scalarsOf(attributes);
  const dockerfile = scalars.dockerfile;
  return {
    name: own.name, uri: own.uri, nameSpan: own.nameSpan, inherits: own.attributes.get("inherits")?.list ?? [],
    annotations: list("annotations"), attest: entries("attest"),
    contexts: map("contexts"), args: withEpoch(map("args"), environment, fallback), labels: map("labels"), tags: list("tags"),
    cacheFrom: entries("cache-from"), cacheTo: entries("cache-to"), secret: entries("secret"), ssh: entries("ssh"), platforms: list("platforms"),
    output: entries("output").map(withArchiveDest), noCacheFilter: list("no-cache-filter"), ulimits: list("ulimits"), entitlements: list("entitlements"),
    extraHosts: map("extra-hosts"), uncertain, explicit,
    ...scalars,
    context: cleanContext(scalars.context ?? fallback(".")),
    dockerfile: dockerfile === undefined || dockerfile.value === "" ? fallback("Dockerfile") : dockerfile,
  };
}

type Scalars = Pick<ResolvedTarget, "description" | "dockerfileInline" | "target" | "pull" | "noCache" | "network" | "shmSize" | "call"> & {
  readonly context?: Sourced<string>;
  readonly dockerfile?: Sourced<string>;
};

function scalarsOf(attributes: ReadonlyMap<string, MergedAttribute>): Scalars {
  const found: Record<string, Sourced<string | boolean>> = {};
  for (const [name, { scalar }] of attributes) if (scalar !== undefined) found[camelCase(name)] = scalar;
  return found as Scalars;
}

function cleanContext(context: Sourced<string>): Sourced<string> {
  return isKnown(context.value) ? { ...context, value: cleanPath(context.value) } : context;
}

/** An archive without a place is written to standard output. */
function withArchiveDest(output: Sourced<Entry>): Sourced<Entry> {
  if (!isKnown(output.value)) return output;
  const type = output.value.get("type");
  const dest = output.value.get("dest") ?? "";
  if (dest !== "" || (type !== "tar" && !(type === "oci" && output.value.get("tar") !== "false"))) return output;
  return { ...output, value: new Map(output.value).set("dest", "-") };
}

/** buildx hands the environment's SOURCE_DATE_EPOCH to every build that does not set it. */
function withEpoch(args: ReadonlyMap<string, Sourced<string>>, environment: Environment, fallback: (value: string) => Sourced<string>): ReadonlyMap<string, Sourced<string>> {
  const epoch = environment.get("SOURCE_DATE_EPOCH")?.value ?? "";
  if (epoch === "" || args.has("SOURCE_DATE_EPOCH")) return args;
  return new Map(args).set("SOURCE_DATE_EPOCH", fallback(epoch));
}
