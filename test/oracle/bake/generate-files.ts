import type { BakeRequest } from "./buildx.ts";
import { expression } from "./generate-expressions.ts";
import { runOurs } from "./ours.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";

const names = ["default", "app", "web", "base", "_common", "db", "m"];
const variables = ["TAG", "REPO", "N", "FLAG", "LIST"];
const words = ["latest", "1.2", "docker.io/acme", "a b", "", "x${1 + 2}", "$${lit}", "%%{lit}", "<&>", "ü", "v-${TAG}", "${REPO}/app", "${upper(TAG)}", "${N}", "${FLAG ? \"y\" : \"n\"}"];

function string(random: Random): string {
  return `"${random.pick(words)}"`;
}

/** Now and then a value of a wrong kind, so that errors are compared too. */
function spoil(random: Random, good: string, rate: number): string {
  return random.chance(rate) ? random.pick(["null", "1", "true", "[]", "{}", "[\"a\"]", "UNKNOWN", "\"${UNKNOWN}\"", "nofunc(1)", "target.zzz.tags", "[1, null]", "{ a = [1] }", "target", "group.all.targets", "1 +", "[for x in 1 : x]"]) : good;
}

function list(random: Random, item: () => string): string {
  return `[${Array.from({ length: random.below(4) }, item).join(", ")}]`;
}

const cacheEntries = ["type=gha,scope=x,mode=max", "type=registry,ref=r/x", "r/cache:1", "type=local,dest=d", "type=inline", "\\\"type=local\\\",src=a", "Type = gha , Scope=y"];
const outputEntries = ["type=docker", "type=image,push=true", "type=cacheonly", "out", "type=registry", "type=local,dest=o", "type=image,\\\"name=a,b\\\"", "dir/x"];

function composite(random: Random, texts: readonly string[], objects: readonly string[]): string {
  return list(random, () => (random.chance(0.6) ? `"${random.pick(texts)}"` : random.pick(objects)));
}

function attribute(random: Random, own: readonly string[]): string {
  const other = random.pick(own);
  const map = (): string => `{ ${Array.from({ length: random.below(4) }, () => `${random.pick(["A", "B", "\"c.d\"", "(TAG)", "E"])} = ${random.chance(0.8) ? string(random) : random.pick(["null", "N", "FLAG", "TAG", "1.50", `target.${other}.context`])}`).join(", ")} }`;
  const choices: (() => string)[] = [
    () => `args = ${spoil(random, map(), 0.02)}`, () => `labels = ${spoil(random, map(), 0.02)}`,
    () => `tags = ${spoil(random, random.chance(0.8) ? list(random, () => string(random)) : random.pick(["LIST", `target.${other}.tags`, `concat(LIST, [TAG])`, "null"]), 0.03)}`,
    () => `context = ${spoil(random, random.pick(["\".\"", "\"./a//b/../c/\"", "\"https://github.com/a/b.git#main\"", "\"cwd://x\"", "REPO", "\"..\"", "\"\"", "\"git@github.com:a/b\"", "\"a:b\""]), 0.03)}`,
    () => `dockerfile = ${random.pick(["\"Dockerfile.x\"", "\"\"", "\"./a/../b\"", "TAG", "null"])}`,
    () => `dockerfile-inline = <<${random.pick(["", "-"])}EOT\n    FROM ${"${TAG}"}\n      RUN echo "hi" \\\n${random.pick(["    %{ if FLAG }yes%{ endif }\n", "    %{~ for x in LIST ~}\n  - ${x}\n    %{ endfor ~}\n", "", "\n"])}  EOT`,
    () => `target = ${spoil(random, random.pick(["\"build\"", "TAG", "\"\"", "null"]), 0.02)}`,
    () => `cache-from = ${spoil(random, composite(random, cacheEntries, ["{ type = \"gha\", scope = TAG }", "{ type = \"registry\", ref = \"q\" }"]), 0.03)}`,
    () => `cache-to = ${composite(random, cacheEntries, ["{ type = \"gha\", mode = \"max\" }", "{ type = \"local\", dest = \"d\", n = 1 }"])}`,
    () => `output = ${spoil(random, composite(random, outputEntries, ["{ type = \"docker\" }", "{ type = \"image\", push = true }"]), 0.03)}`,
    () => `secret = ${composite(random, ["id=s,env=HOME", "type=env,id=x", "type=env,id=y,src=PATH"], ["{ id = \"s\", env = \"PATH\" }", "{ id = \"o\", env = \"HOME\", type = \"env\" }"])}`,
    () => `attest = ${composite(random, ["type=provenance,mode=max", "type=sbom", "type=sbom,disabled=true", "type=sbom,generator=x/y"], ["{ type = \"provenance\", mode = \"min\" }", "{ type = \"sbom\", disabled = true }"])}`,
    () => `platforms = ${list(random, () => random.pick(["\"linux/amd64\"", "\"linux/arm64\"", "\"linux/arm/v7\""]))}`,
    () => `contexts = { ${random.pick(["src = \"./src\"", "alpine = \"docker-image://alpine\"", `dep = "target:${other}"`, "gone = \"\"", ""])} }`,
    () => `inherits = ${list(random, () => `"${random.pick(random.chance(0.95) ? own : names)}"`)}`,
    () => `${random.pick(["pull", "no-cache"])} = ${spoil(random, random.pick(["true", "false", "\"true\"", "\"1\"", "null", "FLAG"]), 0.05)}`,
    () => `network = ${random.pick(["\"host\"", "\"none\"", "null"])}`, () => `shm-size = ${random.pick(["\"128m\"", "128", "\"1g\""])}`,
    () => `ulimits = ${list(random, () => random.pick(["\"nofile=1024:2048\"", "\"nproc=5\""]))}`, () => `no-cache-filter = ${list(random, () => string(random))}`,
    () => `annotations = ${list(random, () => random.pick(["\"a=b\"", "\"index:c=${TAG}\"", "\"manifest[linux/amd64]:k=v\"", "\"a=b\""]))}`,
    () => `entitlements = ${list(random, () => random.pick(["\"network.host\"", "\"security.insecure\""]))}`, () => `extra-hosts = ${map()}`,
    () => `description = ${random.pick(["\"A target\"", "\"\"", "TAG"])}`, () => `call = ${random.pick(["\"build\"", "\"check\""])}`, () => `unknown-thing = NOPE`,
  ];
  return random.pick(choices)();
}

function target(random: Random, name: string, own: readonly string[]): string {
  const lines = new Map<string, string>();
  for (let count = 1 + random.below(6); count > 0; count--) {
    const line = attribute(random, own);
    lines.set(line.split(" ")[0]!, line);
  }
  if (name === "m") {
    lines.set("matrix", `matrix = { ${random.pick(["v = [\"1\", \"2\"]", "v = LIST, w = [1, true]", "v = [{ n = \"a\" }, { n = \"b\" }]", "v = []", "v = [\"only\"]"])} }`);
    lines.set("name", `name = ${random.pick(["\"m-${try(v.n, v)}-${try(w, 0)}\"", "\"m-${try(v.n, v)}\"", "\"m\"", "sanitize(\"m.${try(v.n, v)}\")"])}`);
    if (random.chance(0.5)) lines.set("args", "args = { V = try(v.n, v), TAGGED = \"${TAG}-${TAG}\" }");
  }
  return `target ${random.chance(0.9) ? `"${name}"` : name} {\n${[...lines.values()].map((line) => `  ${line}`).join("\n")}\n}\n`;
}

function variable(random: Random, name: string): string {
  const value = name === "N" ? random.pick(["3", "\"3\"", "1.5", "2 + 2"]) : name === "FLAG" ? random.pick(["true", "false", "N > 2"])
    : name === "LIST" ? random.pick(["[\"a\", \"b\"]", "[\"x\", TAG]", "split(\",\", \"p,q\")", "[1, 2]"]) : random.pick(["\"latest\"", "\"v1\"", "\"a/${TAG2}\"", "lower(\"ABC\")", "\"r\""]);
  const type: Record<string, string> = { TAG: "string", REPO: "string", N: "number", FLAG: "bool", LIST: "list(string)" };
  const lines = [`default = ${value}`];
  if (random.chance(0.3)) lines.push(`type = ${random.chance(0.9) ? type[name] : random.pick(["number", "map(string)", "any", "set(number)", "tuple([string])", "object({ a = string })"])}`);
  if (random.chance(0.1)) lines.push("description = \"words\"");
  if (random.chance(0.1)) lines.push(`validation {\n    condition = ${name} != ${random.pick(["\"\"", "null", "\"v1\"", "3"])}\n    error_message = "bad ${name}"\n  }`);
  if (random.chance(0.05) && lines.length === 1) lines.shift();
  return `variable "${name}" {\n${lines.map((line) => `  ${line}`).join("\n")}\n}\n`;
}

function environment(random: Random): Record<string, string> {
  const result: Record<string, string> = {};
  if (random.chance(0.3)) result["TAG"] = random.pick(["env", "", "a,b", "5"]);
  if (random.chance(0.2)) result["N"] = random.pick(["7", "5.10", "x", "1e3", "12345678901234567890123"]);
  if (random.chance(0.2)) result["FLAG"] = random.pick(["true", "0", "T", "maybe"]);
  if (random.chance(0.2)) result["LIST"] = random.pick(["x,y", "\"q,r\",s", "", "one"]);
  if (random.chance(0.05)) result["LIST_JSON"] = random.pick(["[\"j\"]", "{", "[1]"]);
  if (random.chance(0.05)) result["SOURCE_DATE_EPOCH"] = "1";
  return result;
}

/** One `--set` text; now and then one that buildx refuses. */
function override(random: Random, own: readonly string[]): string {
  const name = random.pick([...own, "*", "w*"]);
  const key = random.pick([
    "args.A=set", "args.NEW=1", "labels.l=v", "contexts.c=./x", "extra-hosts.h=1.2.3.4", "tags=t1", "tags=t2", "tags+=t3", "platform=linux/arm64", "target=st", "context=./p/../q", "dockerfile=DF",
    "cache-from=type=gha,scope=z", "cache-from+=r/y", "cache-to=type=inline", "output=type=tar,dest=-", "output=type=cacheonly", "output+=type=docker", "no-cache=true", "pull=false", "push=true", "push=false", "load=true",
    "attest=type=sbom", "annotations=x=y", "entitlements=network.host", "shm-size=1m", "call=check", "secrets=id=q,env=HOME", "network=host", "ulimits=nproc=1", "args.TAG",
  ]);
  return random.chance(0.04) ? random.pick([`${name}.nokey=1`, "zzz.tags=1", `${name}=x`, `${name}.args=x`, `${name}.no-cache=maybe`, `${name}.tags`]) : `${name}.${key}`;
}

/** A set of one or two files, names to build and an environment. */
export function bakeRequest(random: Random): BakeRequest {
  const own = [...new Set(Array.from({ length: 2 + random.below(4) }, () => random.pick(names)))];
  const blocks = [...variables.map((name) => variable(random, name)), "TAG2 = \"g\"\n", ...own.map((name) => target(random, name, own))];
  if (random.chance(0.3)) blocks.push(target(random, random.pick(own), own));
  if (random.chance(0.6)) blocks.push(`group "${random.pick(["default", "all", "web"])}" {\n  targets = ${list(random, () => `"${random.pick(own)}"`)}\n}\n`);
  if (random.chance(0.3)) blocks.push(`group "all" {\n  targets = ["${random.pick(own)}", "${random.pick(own)}"]\n  description = "all of it"\n}\n`);
  if (random.chance(0.2)) blocks.push("function \"wrap\" {\n  params = [x]\n  variadic_params = rest\n  result = \"<${x}:${length(rest)}:${TAG}>\"\n}\nG = wrap(\"q\", 1, 2)\n");
  if (random.chance(0.1)) blocks.push(`E = ${expression(random, 2)}\n`);
  if (random.chance(0.1)) blocks.push("unknown \"x\" {\n  a = NOPE\n}\n");
  const cut = random.chance(0.3) ? 1 + random.below(blocks.length - 1) : blocks.length;
  const texts = [blocks.slice(0, cut).join("\n"), blocks.slice(cut).join("\n")];
  const args = random.chance(0.6) ? [random.pick([...own, "all", "*", "w*"])] : [random.pick(own), random.pick(own)];
  if (random.chance(0.25)) for (let count = 1 + random.below(3); count > 0; count--) args.push("--set", override(random, own));
  return {
    files: texts.flatMap((text, index) => (text === "" ? [] : [{ name: index === 0 ? "docker-bake.hcl" : "more.hcl", text }])), args, environment: environment(random),
  };
}

/** The first of the seed's requests that we do not refuse: of those made at random, most hold a fault. */
export function soundRequest(seed: number, requestOf: (random: Random) => BakeRequest): BakeRequest {
  for (let attempt = 0; ; attempt++) {
    const request = requestOf(createRandom(seed * 1000 + attempt));
    if (attempt > 100 || runOurs(request).status === 0) return request;
  }
}

/** The same with some characters removed, doubled or replaced: what is left must be refused at the same line. */
export function brokenRequest(random: Random): BakeRequest {
  const request = bakeRequest(random);
  const [first, ...rest] = request.files;
  let { text } = first!;
  for (let count = 1 + random.below(2); count > 0; count--) {
    const at = random.below(text.length);
    const insert = random.pick(["", "", "{", "}", "\"", "[", "]", "=", "\n", "${", "\\", ",", "<<EOT\n", "#", "(", "@"]);
    text = text.slice(0, at) + insert + text.slice(at + random.below(3));
  }
  return { ...request, files: [{ ...first!, text }, ...rest] };
}
