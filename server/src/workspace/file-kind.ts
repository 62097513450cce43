import { nameOfUri, parentUri } from "../base/uri.ts";
import { defaultLookup } from "../eval/bake-set.ts";

/** What a file is to us. */
export type FileRole = "dockerfile" | "bake-hcl" | "bake-json" | "compose" | "workflow";

/** Whether the file is a bake file in HCL or JSON. */
export function isBakeRole(role: FileRole | undefined): boolean {
  return role === "bake-hcl" || role === "bake-json";
}

const dockerfileName = /^(?:dockerfile|containerfile)(?:[.-].+)?$|\.(?:dockerfile|containerfile)$/i;
const bakeHclName = /^docker-bake(?:[.-].*)?\.hcl$|\.bake\.hcl$|\.docker-bake\.hcl$|^bake\.hcl$/i;
const bakeJsonName = /^docker-bake(?:[.-].*)?\.json$|\.bake\.json$/i;
const composeName = /^(?:docker-)?compose(?:[.-].+)?\.ya?ml$/i;
/** Names that look like Dockerfiles and are something else. */
const notDockerfile = /\.(?:dockerignore|md|txt|ya?ml|json|sh|py|js|ts|rb|go|orig|rej|bak|swp)$|~$/i;

/** Judges by the file's name alone. */
export function roleOfName(name: string): FileRole | undefined {
  if (bakeHclName.test(name)) return "bake-hcl";
  if (bakeJsonName.test(name)) return "bake-json";
  if (composeName.test(name)) return "compose";
  if (dockerfileName.test(name) && !notDockerfile.test(name)) return "dockerfile";
  return undefined;
}

/** Whether a file takes part in bakes by its name: a bake file, or a Compose file that a plain `bake` loads. */
export function isBakeSetUri(uri: string): boolean {
  const name = nameOfUri(uri);
  return isBakeRole(roleOfName(name)) || (defaultLookup.includes(name) && !isWorkflowUri(uri));
}

/** Whether the file is a workflow of GitHub Actions, whatever its name. */
export function isWorkflowUri(uri: string): boolean {
  return /\/\.github\/workflows\/[^/]+\.ya?ml$/.test(uri);
}

/** Judges by the editor's language first: a user who says that a file is a Dockerfile is right. */
export function roleOfDocument(uri: string, languageId: string | undefined): FileRole | undefined {
  if (uri.endsWith(".dockerignore")) return undefined;
  if (languageId === "dockerfile") return "dockerfile";
  if (languageId === "dockerbake") return "bake-hcl";
  if (isWorkflowUri(uri)) return "workflow";
  return roleOfName(nameOfUri(uri));
}

const templateName = /\.(?:template|tmpl|tpl|j2|jinja2?|erb|mustache|in)$/i;
/** A placeholder that opens a line, or stands in a FROM; inside RUN, braces may be Go templates or shell. Maven fills in its properties. */
const templateText = /^[ \t]*(?:\{\{|\{%|INCLUDE[ \t]|<%)|^FROM[ \t].*(?:\{\{|%%)|\$\{templateOption:|^(?:FROM|COPY|ADD|ENV|ARG|LABEL|USER)[ \t].*\$\{(?:project|pkg|pom|maven|settings)\.\w/im;

/** Whether a Dockerfile is a template for another tool: what stands in it is no Dockerfile yet. */
export function isTemplate(uri: string, text: string): boolean {
  return templateName.test(nameOfUri(uri)) || templateText.test(text.length > 200_000 ? text.slice(0, 200_000) : text);
}

/** Whether a text is no text: it holds a NUL among its first characters. */
export function isBinary(text: string): boolean {
  return text.slice(0, 8000).includes("\u0000");
}

const developmentName = /(?:^|[-_.])(?:dev|devel|development|devcontainer|debug|dapper|local|tests?|e2e|ci)(?:[-_.]|$)/i;

/** Whether a Dockerfile's name says that developers or tests use it: `Dockerfile.dev`, `test.Dockerfile`, `.devcontainer/Dockerfile`, `hack/Dockerfile`, `docker/local/web/Dockerfile`. */
export function isForDevelopment(uri: string): boolean {
  return developmentName.test(nameOfUri(uri)) || nameOfUri(parentUri(uri)) === ".devcontainer" || /\/hack\/(?:dockerfiles?\/)?[^/]+$/.test(uri) || /\/(?:docker|compose)\/(?:dev|development|local)\//.test(uri);
}
