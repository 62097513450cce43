import type { Resolution } from "./resolve-bake.ts";
import type { Entry, ResolvedTarget, ResolveError, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";
import { checkPlatform } from "./platform.ts";
import { checkByteSize, checkUlimit } from "./sizes.ts";

/** What buildx checks of each target when it turns it into a build, in its order. */
export function checkTargets(resolution: Resolution): void {
  for (const target of resolution.resolved.values()) {
    const report = (code: ResolveError["code"], message: string, place: Sourced<unknown>): void => {
      resolution.errors.push({ code, message, uri: place.uri, span: place.span, target: place.ownerTarget });
    };
    checkContext(target, report);
    checkSecrets(resolution, target, report);
    checkSsh(resolution, target, report);
    checkTexts(target, report);
    checkOutputs(target, report);
  }
}

type Report = (code: ResolveError["code"], message: string, place: Sourced<unknown>) => void;

function checkContext(target: ResolvedTarget, report: Report): void {
  if (target.context.value === "-") report("invalid-value", "context from stdin not allowed in bake", target.context);
  if (target.dockerfile.value === "-") report("invalid-value", "dockerfile from stdin not allowed in bake", target.dockerfile);
}

function checkSecrets({ state: { input } }: Resolution, target: ResolvedTarget, report: Report): void {
  for (const secret of target.secret) {
    if (!isKnown(secret.value)) continue;
    const [id, src, env] = ["id", "src", "env"].map((key) => text(secret.value as Entry, key)) as [string, string, string];
    if (id === "") {
      report("invalid-value", "secret missing ID", secret);
      continue;
    }
    if (env !== "" && src !== "") report("invalid-value", `invalid secret ${id}: both file and env are set`, secret);
    if (env !== "") continue;
    if (src === "" && input.environment.get(id) !== undefined) continue;
    const path = src === "" ? id : src;
    if (input.fileExists?.(path) === false) report("missing-file", `failed to stat ${path}: stat ${path}: no such file or directory`, secret);
  }
}

function checkSsh({ state: { input } }: Resolution, target: ResolvedTarget, report: Report): void {
  for (const entry of target.ssh) {
    const paths = isKnown(entry.value) ? entry.value.get("paths") ?? [] : [];
    for (const path of paths) {
      if (path === "" || input.fileExists?.(path) !== false) continue;
      const id = text(entry.value as Entry, "id");
      report("missing-file", `failed to convert agent config {${id} [${typeof paths === "string" ? paths : paths.join(" ")}] false}: failed to convert agent config for ID: ${JSON.stringify(id)}: stat ${path}: no such file or directory`, entry);
    }
  }
  if (input.environment.get("SSH_AUTH_SOCK") !== undefined) return;
  const needsAgent = target.ssh.find((entry) => isKnown(entry.value) && !entry.value.has("paths"));
  const remote = target.ssh.length === 0 && isKnown(target.context.value) && isGitOverSsh(target.context.value) ? target.context : undefined;
  const place = needsAgent ?? remote;
  if (place === undefined) return;
  const id = needsAgent !== undefined && isKnown(needsAgent.value) ? text(needsAgent.value, "id") || "default" : "default";
  report("no-agent", `failed to convert agent config {${id} [] false}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set`, place);
}

function isGitOverSsh(context: string): boolean {
  return context.startsWith("ssh://") || /^[\w.-]+@[\w.-]+:/.test(context);
}

function text(entry: Entry, key: string): string {
  const value = entry.get(key);
  return typeof value === "string" ? value : "";
}

function checkTexts(target: ResolvedTarget, report: Report): void {
  for (const ulimit of target.ulimits) {
    const message = isKnown(ulimit.value) ? checkUlimit(ulimit.value) : undefined;
    if (message !== undefined) report("invalid-value", message, ulimit);
  }
  const size = target.shmSize;
  const sizeMessage = size !== undefined && isKnown(size.value) ? checkByteSize(size.value) : undefined;
  if (size !== undefined && sizeMessage !== undefined) report("invalid-value", sizeMessage, size);
  for (const platform of target.platforms) {
    const message = isKnown(platform.value) ? checkPlatform(platform.value) : undefined;
    if (message !== undefined) report("invalid-value", message, platform);
  }
  for (const annotation of target.annotations) {
    const message = isKnown(annotation.value) ? checkAnnotation(annotation.value) : undefined;
    if (message !== undefined) report("invalid-value", message, annotation);
  }
}

const annotationTypes = new Set(["manifest", "index", "manifest-descriptor", "index-descriptor"]);

function checkAnnotation(annotation: string): string | undefined {
  const equals = annotation.indexOf("=");
  if (equals < 0) return `invalid annotation ${JSON.stringify(annotation)}, expected key=value`;
  const key = annotation.slice(0, equals);
  const colon = key.indexOf(":");
  if (colon < 0) return undefined;
  for (const type of key.slice(0, colon).split(",")) {
    const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(type);
    if (match === null || !annotationTypes.has(match[1]!)) return `unknown annotation type ${JSON.stringify(type)}`;
    const platform = match[2] === undefined ? undefined : checkPlatform(match[2]);
    if (platform !== undefined) return `invalid annotation platform ${JSON.stringify(match[2])}`;
  }
  return undefined;
}

function checkOutputs(target: ResolvedTarget, report: Report): void {
  for (const output of target.output) {
    if (!isKnown(output.value)) continue;
    const type = text(output.value, "type");
    const dest = text(output.value, "dest");
    const folder = type === "local" || ((type === "oci" || type === "docker") && text(output.value, "tar") === "false");
    if (folder && dest === "") report("invalid-value", `dest is required for ${type === "local" ? "local" : type} exporter`, output);
    else if (folder && dest === "-") report("invalid-value", "dest cannot be stdout for local exporter", output);
    else if (!folder && dest !== "" && type !== "tar" && type !== "oci" && type !== "docker") report("invalid-value", `dest is not supported for ${type} exporter`, output);
  }
}
