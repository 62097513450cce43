import type { Span } from "../../base/span.ts";
import type { YamlMapping, YamlNode } from "../../syntax/yaml/tree.ts";
import { ComposeError } from "./compose-path.ts";
import { child, isUnknown, mappingAt, textOfNode } from "./nodes.ts";
import { validate } from "./schema.ts";
import { resourceName, secretSchema, serviceSchema } from "./service-schema.ts";

/** A service of a merged Compose model, with what builds read of it. */
export interface ComposeService {
  readonly name: string;
  readonly nameSpan: Span;
  readonly node: YamlMapping;
  /** Absent for a service that only runs an image. */
  readonly build: YamlMapping | undefined;
  /** Whether it does not follow the schema, so that nothing in it can be believed. */
  readonly isBroken: boolean;
}

export interface ComposeModel {
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly secrets: ReadonlyMap<string, YamlMapping | undefined>;
}

type Report = (error: ComposeError) => void;

const readAttributes = ["image", "build", "environment", "env_file"] as const;

/** Reads services and secrets out of a merged model and checks the part of them that buildx checks. */
export function readModel(model: YamlMapping | undefined, place: { readonly uri: string; readonly span: Span }, report: Report): ComposeModel {
  const services = child(model, "services");
  const secrets = child(model, "secrets");
  if (services?.kind !== "mapping" && secrets === undefined) report(new ComposeError("empty", place, "empty compose file"));
  return { services: readServices(services, report), secrets: readSecrets(secrets, report) };
}

function readServices(node: YamlNode | undefined, report: Report): Map<string, ComposeService> {
  const services = new Map<string, ComposeService>();
  if (node?.kind !== "mapping") return services;
  for (const [name, { keySpan, value }] of node.entries) {
    const service = filterService(value);
    const error = resourceName.test(name) ? validate(service, serviceSchema, ["services", name])
      : new ComposeError("invalid-name", { uri: value.uri, span: keySpan }, `services additional properties '${name}' not allowed`);
    if (error !== undefined) report(error);
    const build = child(service, "build");
    services.set(name, { name, nameSpan: keySpan, node: service, build: build?.kind === "mapping" ? build : undefined, isBroken: error !== undefined });
  }
  return services;
}

/** Everything else in a service may be what it likes. */
function filterService(node: YamlNode): YamlMapping {
  if (node.kind !== "mapping") return mappingAt(node, []);
  return mappingAt(node, readAttributes.flatMap((name) => {
    const entry = node.entries.get(name);
    return entry === undefined ? [] : [[name, entry] as const];
  }));
}

function readSecrets(node: YamlNode | undefined, report: Report): Map<string, YamlMapping | undefined> {
  const secrets = new Map<string, YamlMapping | undefined>();
  if (node === undefined) return secrets;
  if (node.kind !== "mapping") {
    report(new ComposeError("invalid-type", node, "secrets must be a mapping"));
    return secrets;
  }
  for (const [name, { keySpan, value }] of node.entries) {
    const error = resourceName.test(name) ? validate(value, secretSchema, ["secrets", name])
      : new ComposeError("invalid-name", { uri: value.uri, span: keySpan }, `secrets additional properties '${name}' not allowed`);
    if (error !== undefined) report(error);
    secrets.set(name, value.kind === "mapping" ? value : undefined);
  }
  return secrets;
}

/** Checks what concerns several parts at once; each fault is reported once. */
export function checkConsistency({ services, secrets }: ComposeModel, report: Report): void {
  for (const service of services.values()) if (!service.isBroken) checkService(service, services, secrets, report);
  for (const [name, secret] of secrets) {
    if (secret === undefined || isTrue(child(secret, "external")) || isUnknown(child(secret, "file")) || isUnknown(child(secret, "environment"))) continue;
    if ((textOfNode(child(secret, "file")) ?? "") === "" && (textOfNode(child(secret, "environment")) ?? "") === "") {
      report(new ComposeError("empty-secret", secret, `secret ${JSON.stringify(name)} must declare either \`file\` or \`environment\`: invalid compose project`));
    }
  }
}

function checkService(service: ComposeService, services: ReadonlyMap<string, ComposeService>, secrets: ComposeModel["secrets"], report: Report): void {
  const { name, node, build } = service;
  const quoted = JSON.stringify(name);
  if (build === undefined) {
    const image = child(node, "image");
    if ((textOfNode(image) ?? "") === "" && !isUnknown(image)) report(new ComposeError("nothing-to-run", { uri: node.uri, span: service.nameSpan }, `service ${quoted} has neither an image nor a build context specified: invalid compose project`));
    return;
  }
  if (hasText(build, "dockerfile") && hasText(build, "dockerfile_inline")) {
    report(new ComposeError("two-dockerfiles", build.entries.get("dockerfile_inline")!.value, `service ${quoted} declares mutualy exclusive dockerfile and dockerfile_inline: invalid compose project`));
  }
  const contexts = child(build, "additional_contexts");
  for (const [key, { value }] of contexts?.kind === "mapping" ? contexts.entries : []) {
    const linked = /^service:(.*)$/s.exec(textOfNode(value) ?? "")?.[1];
    if (linked === undefined || isUnknown(value)) continue;
    const target = services.get(linked);
    if (target === undefined) report(new ComposeError("unknown-service", value, `service ${quoted} declares unknown service ${JSON.stringify(linked)} as additional contexts ${key}`));
    else if (target.build === undefined && !target.isBroken) report(new ComposeError("unbuilt-service", value, `service ${quoted} declares non-buildable service ${JSON.stringify(linked)} as additional contexts ${key}`));
  }
  const mounts = child(build, "secrets");
  for (const mount of mounts?.kind === "sequence" ? mounts.items : []) {
    const source = textOfNode(child(mount, "source")) ?? "";
    if (!secrets.has(source) && !isUnknown(child(mount, "source"))) report(new ComposeError("unknown-secret", child(mount, "source") ?? mount, `service ${quoted} refers to undefined build secret ${source}: invalid compose project`));
  }
}

function hasText(node: YamlMapping, key: string): boolean {
  return (textOfNode(child(node, key)) ?? "") !== "";
}

export function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && (node.value === true || (typeof node.value === "string" && /^(?:true|y|yes|on)$/i.test(node.value)));
}
