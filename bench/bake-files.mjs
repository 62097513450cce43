// Bake files of the benches: always the same text for the same numbers.
import { dockerfileOf } from "./dockerfiles.mjs";

/** A file of so many targets that build `service-N/Dockerfile`, with what real ones use: variables, a function, inheritance, a matrix, caches. */
export function bakeFileOf(targets, folders = targets) {
  const names = Array.from({ length: targets }, (_, index) => `service-${index}`);
  return `variable "REGISTRY" {
  default = "registry.example.com"
}
variable "TAG" {
  default = "latest"
}
variable "PLATFORMS" {
  type = list(string)
  default = ["linux/amd64", "linux/arm64"]
}
function "tags" {
  params = [name]
  result = ["\${REGISTRY}/\${name}:\${TAG}", notequal(TAG, "latest") ? "\${REGISTRY}/\${name}:\${replace(TAG, "/", "-")}" : ""]
}
group "default" {
  targets = [${names.map((name) => `"${name}"`).join(", ")}]
}
target "_common" {
  platforms = PLATFORMS
  labels = {
    "org.opencontainers.image.vendor" = "Example"
    "org.opencontainers.image.version" = TAG
  }
  cache-from = ["type=gha,scope=all"]
  cache-to = ["type=gha,scope=all,mode=max"]
}
${names.map((name, index) => targetOf(name, index, folders)).join("")}`;
}

function targetOf(name, index, folders) {
  return `target "${name}" {
  inherits = ["_common"${index > 0 && index % 5 === 0 ? `, "service-${index - 1}"` : ""}]
  context = "service-${index % folders}"
  args = {
    VERSION = "1.\${${index} + 1}"
    NAME = upper("${name}")
    EXTRA = join(",", [for item in ["a", "b", "c"] : "\${item}-${index}"])
  }
  tags = tags("${name}")
}
`;
}

/** A bake file of so many targets and the Dockerfiles that they build, by path. */
export function workspaceFiles(targets, dockerfiles) {
  const files = new Map([["docker-bake.hcl", bakeFileOf(targets, dockerfiles)]]);
  for (let index = 0; index < dockerfiles; index++) files.set(`service-${index}/Dockerfile`, `ARG VERSION\nARG NAME\n${dockerfileOf(60, index + 1)}`);
  return files;
}
