import type { Span } from "../../base/span.ts";
import type { YamlMapping, YamlNode } from "../../syntax/yaml/tree.ts";
import type { MergedAttribute, MergedTarget } from "../merged-target.ts";
import type { Entry, Sourced } from "../resolved-bake.ts";
import { isKnown } from "../resolved-bake.ts";
import { checkByteSize, checkUlimit, formatByteSize, readByteSize } from "../sizes.ts";
import { compareEntries, namedContext, readEntries, targetName } from "./build-entries.ts";
import { ComposeError } from "./compose-path.ts";
import { readExtraHosts } from "./extra-hosts.ts";
import { toBoolean } from "./interpolate.ts";
import type { Project } from "./loading.ts";
import { child, isNull, isUnknown, printNode, textOfNode } from "./nodes.ts";
import { readServiceEnvironment } from "./service-environment.ts";
import { type ComposeModel, type ComposeService, isTrue } from "./services.ts";
import { documentAttribute, listAttribute, mapAttribute, pairsOf, scalarAttribute, sourced, textAttribute } from "./sourced-nodes.ts";
import { applyExtension } from "./x-bake.ts";

type Attributes = Map<string, MergedAttribute>;
type Read = (build: YamlMapping, service: ComposeService, model: ComposeModel, project: Project) => MergedAttribute | undefined;

/** The target that a service with a `build` is. What cannot be read of it is reported and unknown. */
export function targetOfService(service: ComposeService, build: YamlMapping, model: ComposeModel, project: Project): MergedTarget {
  const attributes: Attributes = new Map();
  const owner = targetName(service.name);
  const guarded = (names: readonly string[], work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ComposeError)) throw error;
      project.loading.report(error);
      for (const name of names) if (name !== "privileged") attributes.set(name, unknownAttribute(name, error, owner));
    }
  };
  if (service.isBroken) {
    const place = { uri: build.uri, span: build.span };
    for (const name of ["context", "dockerfile", "target"]) attributes.set(name, unknownAttribute(name, place, owner));
  } else {
    for (const [name, read] of readers) {
      guarded([name], () => {
        const attribute = read(build, service, model, project);
        if (attribute !== undefined) attributes.set(name, attribute);
      });
    }
    guarded([], () => applyExtension(attributes, build, owner));
    addImageTag(attributes, service, owner);
  }
  return { name: owner, uri: build.uri, nameSpan: service.nameSpan, blocks: [], attributes };
}

function unknownAttribute(name: string, { uri, span }: { readonly uri: string; readonly span: Span }, ownerTarget: string): MergedAttribute {
  const value = { value: { kind: "unknown" as const, reason: "in error" }, uri, span, ownerTarget };
  if (name === "args" || name === "labels" || name === "contexts" || name === "extra-hosts") return { map: new Map(), uncertain: true };
  if (name === "tags" || name === "platforms" || name === "ulimits") return { list: [value], uncertain: true };
  if (/^(?:cache-|secret|ssh|attest)/.test(name)) return { entries: [value], uncertain: true };
  return { scalar: value, uncertain: true };
}

/** A service without tags is tagged with its image. */
function addImageTag(attributes: Attributes, service: ComposeService, owner: string): void {
  const image = textAttribute(child(service.node, "image"), owner)?.scalar as Sourced<string> | undefined;
  if (image !== undefined && (attributes.get("tags")?.list ?? []).length === 0) attributes.set("tags", listAttribute([image]));
}

const text = (key: string): Read => (build, service) => textAttribute(child(build, key), targetName(service.name));

const texts = (key: string): Read => (build, service) => {
  const items = textsOf(build, key, service);
  return items.length === 0 ? undefined : listAttribute(items);
};

function textsOf(build: YamlMapping, key: string, service: ComposeService): readonly Sourced<string>[] {
  const node = child(build, key);
  return node?.kind === "sequence" ? node.items.map((item) => sourced(item, textOfNode(item) ?? "", targetName(service.name))) : [];
}

function entriesAttribute(entries: readonly Sourced<Entry>[]): MergedAttribute | undefined {
  return entries.length === 0 ? undefined : { entries, uncertain: entries.some((entry) => !isKnown(entry.value)) };
}

const cache = (key: string): Read => (build, service) => entriesAttribute(readEntries("cache", textsOf(build, key, service)));

/** Only a flag that is set counts. */
const flag = (key: string): Read => (build, service) => {
  const node = child(build, key);
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  const value = typeof node.value === "string" && node.unknown === undefined ? toBoolean(node.value) : node.value;
  if (value === undefined) throw new ComposeError("invalid-value", node, `invalid boolean: ${String(node.value)}`);
  return value === true || node.unknown !== undefined ? scalarAttribute(sourced(node, true, targetName(service.name))) : undefined;
};

/** Nothing of a build follows from it, but it must be right. */
const checkedFlag = (key: string): Read => (...given) => {
  flag(key)(...given);
  return undefined;
};

const readArgs: Read = (build, service, _model, project) => {
  const args = new Map<string, Sourced<string>>();
  const pairs = pairsOf(child(build, "args"));
  const isBare = pairs.some((pair) => pair.value === undefined);
  const environment = isBare || child(service.node, "env_file") !== undefined ? readServiceEnvironment(service, project) : undefined;
  for (const { name, value, node, keySpan } of pairs) {
    if (/\s$/.test(name) && keySpan === undefined) throw new ComposeError("invalid-name", node, `environment variable ${name} is declared with a trailing space`);
    const given = value ?? environment?.get(name) ?? project.lookup(name);
    if (given !== undefined) args.set(name, sourced(node, given, targetName(service.name), keySpan));
    else if (project.loading.input.unset === "unknown") args.set(name, { ...sourced(node, "", targetName(service.name), keySpan), value: { kind: "unknown", reason: `the environment variable ${name} is not set here` } });
  }
  return pairs.length === 0 ? undefined : mapAttribute(args);
};

const readLabels: Read = (build, service) => {
  const pairs = pairsOf(child(build, "labels"));
  return pairs.length === 0 ? undefined : mapAttribute(new Map(pairs.map(({ name, value, node, keySpan }) => [name, sourced(node, value ?? "", targetName(service.name), keySpan)])));
};

const readContexts: Read = (build, service) => {
  const pairs = pairsOf(child(build, "additional_contexts"));
  return pairs.length === 0 ? undefined : mapAttribute(new Map(pairs.map(({ name, value, node, keySpan }) => [name, sourced(node, namedContext(value ?? ""), targetName(service.name), keySpan)])));
};

const readSecrets: Read = (build, service, model) => {
  const mounts = child(build, "secrets");
  return mounts?.kind !== "sequence" ? undefined : entriesAttribute(mounts.items.map((mount) => readSecret(mount, service, model)));
};

function readSecret(mount: YamlNode, service: ComposeService, { secrets }: ComposeModel): Sourced<Entry> {
  const source = child(mount, "source") ?? mount;
  const id = textOfNode(source) ?? "";
  const secret = secrets.get(id);
  if (isTrue(child(secret, "external"))) throw new ComposeError("external-secret", mount, `unsupported external secret ${textOfNode(child(secret, "name")) ?? ""}`);
  const fields: [string, string][] = [["env", textOfNode(child(secret, "environment")) ?? ""], ["id", id], ["src", textOfNode(child(secret, "file")) ?? ""]];
  return sourced(source, new Map(fields.filter(([, value]) => value !== "")), targetName(service.name));
}

const readSsh: Read = (build, service) => {
  const entries = pairsOf(child(build, "ssh")).map(({ name, value, node, keySpan }): Sourced<Entry> =>
    sourced(node, new Map<string, string | readonly string[]>([["id", name], ...(value === undefined || value === "" ? [] : [["paths", [value]] as const])]), targetName(service.name), keySpan));
  return entriesAttribute(entries.sort(compareEntries));
};

const readShmSize: Read = (build, service) => {
  const node = child(build, "shm_size");
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  if (node.unknown !== undefined) return scalarAttribute(sourced(node, "", targetName(service.name)));
  const fault = typeof node.value === "string" ? checkByteSize(node.value) : undefined;
  if (fault !== undefined) throw new ComposeError("invalid-size", node, fault);
  const bytes = typeof node.value === "string" ? readByteSize(node.value) : typeof node.value === "bigint" ? Number(node.value) : 0;
  return bytes > 0 ? scalarAttribute(sourced(node, formatByteSize(bytes), targetName(service.name))) : undefined;
};

/** A limit in the short form sets neither of the two, as in buildx 0.29. */
const readUlimits: Read = (build, service) => {
  const limits = child(build, "ulimits");
  if (limits?.kind !== "mapping") return undefined;
  const number = (node: YamlNode | undefined): string => (node === undefined || isNull(node) ? "0" : printNode(node));
  return listAttribute([...limits.entries].map(([name, { keySpan, value }]) => {
    const limit = value.kind === "mapping" ? `${name}=${number(child(value, "soft"))}:${number(child(value, "hard"))}` : `${name}=0:0`;
    const fault = [value, child(value, "soft"), child(value, "hard")].some(isUnknown) ? undefined : checkUlimit(limit);
    if (fault !== undefined) throw new ComposeError("invalid-ulimit", value, fault);
    return sourced(value, limit, targetName(service.name), keySpan);
  }));
};

const readAttestations: Read = (build, service) => {
  const texts = ["sbom", "provenance"].flatMap((type): Sourced<string>[] => {
    const node = child(build, type);
    const given = textOfNode(node) ?? "";
    if (given === "") return [];
    const disabled = /^(?:1|t|T|TRUE|true|True)$/.test(given) ? false : /^(?:0|f|F|FALSE|false|False)$/.test(given) ? true : undefined;
    return [sourced(node!, disabled === undefined ? `type=${type},${given}` : `type=${type},disabled=${disabled}`, targetName(service.name))];
  });
  return entriesAttribute(readEntries("attest", texts));
};

const readers: readonly (readonly [string, Read])[] = [
  ["context", text("context")],
  ["dockerfile", text("dockerfile")],
  ["dockerfile-inline", (build, service) => documentAttribute(child(build, "dockerfile_inline"), targetName(service.name))],
  ["contexts", readContexts],
  ["shm-size", readShmSize],
  ["network", text("network")],
  ["ulimits", readUlimits],
  ["extra-hosts", (build, service) => readExtraHosts(child(build, "extra_hosts"), targetName(service.name))],
  ["ssh", readSsh],
  ["secret", readSecrets],
  ["labels", readLabels],
  ["cache-from", cache("cache_from")],
  ["cache-to", cache("cache_to")],
  ["attest", readAttestations],
  ["no-cache", flag("no_cache")],
  ["pull", flag("pull")],
  ["privileged", checkedFlag("privileged")],
  ["tags", texts("tags")],
  ["args", readArgs],
  ["platforms", texts("platforms")],
  ["target", text("target")],
];
