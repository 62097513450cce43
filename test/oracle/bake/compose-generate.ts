import type { BakeRequest } from "./buildx.ts";
import type { Random } from "./random.ts";

type Yaml = string | number | boolean | null | Raw | readonly Yaml[] | { readonly [key: string]: Yaml };

/** Text that is written as it stands. */
interface Raw {
  readonly raw: string;
}

const raw = (text: string): Raw => ({ raw: text });

const environment: Readonly<Record<string, string>> = { TAG: "1.2", EMPTY: "", REGISTRY: "ghcr.io/acme", ON: "true", NUM: "3", DASH: "a-b", HOME_DIR: "./home" };

/** A set of Compose files, sometimes with a bake file on top, files that they include, and an environment. */
export function composeRequest(random: Random): BakeRequest {
  const besides: { name: string; text: string }[] = [];
  const files = [{ name: random.pick(["compose.yaml", "docker-compose.yml", "sub/compose.yml"]), text: mainFile(random, besides) }];
  if (random.chance(0.3)) files.push({ name: "compose.override.yaml", text: overrideFile(random) });
  if (random.chance(0.25)) files.push({ name: "docker-bake.hcl", text: bakeFile(random) });
  if (random.chance(0.3)) besides.push({ name: ".env", text: dotenv(random) });
  const args = random.chance(0.75) ? [] : [random.pick(["web", "api", "default", "db.main", "w*", "*"])];
  if (random.chance(0.15)) args.push("--set", random.pick(["web.tags=x:y", "*.platform=linux/arm64", "web.args.A=z", "*.no-cache=true"]));
  besides.push(...["cert.pem", "secret", "mysecret"].map((name) => ({ name, text: "x\n" })));
  const distinct = new Map(besides.map((file) => [file.name, file]));
  return { files, besides: [...distinct.values()], args, environment };
}

/** The same with one thing broken in it. */
export function brokenComposeRequest(random: Random): BakeRequest {
  const request = composeRequest(random);
  const [first, ...rest] = request.files;
  return { ...request, files: [{ name: first!.name, text: breakText(random, first!.text) }, ...rest] };
}

function breakText(random: Random, text: string): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  const line = lines[at]!;
  switch (random.below(9)) {
    case 0: return [...lines.slice(0, at), `${line}: x: y`, ...lines.slice(at + 1)].join("\n");
    case 1: return [...lines.slice(0, at), line.replace(/:.*/, ": [1, {a: b}]"), ...lines.slice(at + 1)].join("\n");
    case 2: return [...lines.slice(0, at), line.replace(/:.*/, ":"), ...lines.slice(at + 1)].join("\n");
    case 3: return [...lines.slice(0, at), line.replace(/^( *)\w+:/, "$1bogus:"), ...lines.slice(at + 1)].join("\n");
    case 4: return [...lines.slice(0, at), line.replace(/: .*/, ": \"${NOPE:?must be set}\""), ...lines.slice(at + 1)].join("\n");
    case 5: return [...lines.slice(0, at), line.replace(/: .*/, ": ${broken"), ...lines.slice(at + 1)].join("\n");
    case 6: return [...lines, `  broken_${random.below(9)}: ${random.pick(["{}", "null", "text", "{build: {secrets: [none]}}", "{build: {context: ., dockerfile: a, dockerfile_inline: b}}", "{extends: nobody}", "{build: {additional_contexts: {x: 'service:nobody'}}}"])}`].join("\n");
    case 7: return [...lines.slice(0, at), line.replace(/(\S)$/, "$1\""), ...lines.slice(at + 1)].join("\n");
    default: return lines.toSpliced(at, 1).join("\n");
  }
}

const names = ["web", "api", "db.main", "worker-1", "base"];

function mainFile(random: Random, besides: { name: string; text: string }[]): string {
  const chosen = names.filter(() => random.chance(0.55));
  const services: Record<string, Yaml> = {};
  for (const name of chosen.length === 0 ? ["web"] : chosen) services[name] = service(random, Object.keys(services), besides);
  const top: Record<string, Yaml> = {};
  if (random.chance(0.2)) top["name"] = random.pick(["proj", "${DASH}", "My_Proj"]);
  if (random.chance(0.15)) top["version"] = "3.9";
  if (random.chance(0.3)) top["x-common"] = raw("&common\n  A: from-anchor\n  Z: 1\n");
  if (random.chance(0.1)) {
    besides.push({ name: "inc/compose.yaml", text: document({ services: { included: service(random, [], []) } }) });
    if (random.chance(0.5)) besides.push({ name: "inc/.env", text: "INC=from-inc\nTAG=inc\n" });
    top["include"] = random.pick<Yaml>([["inc/compose.yaml"], [{ path: "inc/compose.yaml" }], [{ path: ["./inc/compose.yaml"], project_directory: "." }]]);
  }
  top["services"] = services;
  top["secrets"] = { tok: { environment: "TOKEN" }, cert: { file: "./cert.pem" }, ...random.chance(0.05) ? { ext: { external: true } } : {} };
  if (random.chance(0.2)) top["volumes"] = { data: null };
  if (random.chance(0.2)) top["networks"] = { front: { driver: "bridge" } };
  return document(top);
}

/** A whole file; the anchor that merge keys name is always there. */
function document(value: Yaml): string {
  const text = write(value);
  return text.includes("*common") && !text.includes("&common") ? `x-late: &common\n  A: late\n${text}` : text;
}

function overrideFile(random: Random): string {
  const services: Record<string, Yaml> = {};
  for (const name of names) if (random.chance(0.4)) services[name] = { image: "over:1", ...random.chance(0.7) ? { build: build(random, []) } : {} };
  if (Object.keys(services).length === 0) services["web"] = { build: "." };
  if (random.chance(0.4)) services[random.pick(names)] = { image: "z", build: { [random.pick(["args", "tags", "labels", "cache_from", "context", "x-bake"])]: random.pick([raw("!reset null"), raw("!reset []"), raw("!override {}")]) } };
  if (random.chance(0.3)) services[random.pick(names)] = { image: "z", build: { [random.pick(["tags", "cache_from", "platforms"])]: raw("!override\n  - linux/amd64"), args: raw("!override {ONLY: this}") } };
  const text = document({ services });
  return random.chance(0.2) ? `${text}---\n${document({ services: { web: { build: { args: { SECOND: "document" } } } } })}` : text;
}

function bakeFile(random: Random): string {
  const lines = [`target "${random.pick(["web", "api", "db_main"])}" {`];
  if (random.chance(0.6)) lines.push("  tags = [\"hcl:1\"]");
  if (random.chance(0.5)) lines.push("  args = { A = \"hcl\", H = \"1\" }");
  if (random.chance(0.4)) lines.push("  contexts = { x = \"target:extra\" }");
  if (random.chance(0.3)) lines.push("  context = \"hcl\"");
  if (random.chance(0.3)) lines.push("  cache-from = [\"type=registry,ref=hcl/cache\"]");
  lines.push("}", "target \"extra\" { platforms = [\"linux/amd64\"] }");
  if (random.chance(0.4)) lines.push(`group "${random.pick(["default", "all"])}" { targets = ["extra"] }`);
  return `${lines.join("\n")}\n`;
}

function dotenv(random: Random): string {
  const lines = ["FROM_ENV=dotenv", "export QUOTED=\"a b\"", "SINGLE='$TAG x'", "REF=${TAG}-${FROM_ENV}", "# comment", "", "HASH=a #b", "TAG=never", "ESC=\"a\\tb\\$c\"", "BARE_UNSET", "COLON: yes"];
  return `${lines.filter(() => random.chance(0.7)).join("\n")}\n`;
}

function service(random: Random, earlier: readonly string[], besides: { name: string; text: string }[]): Yaml {
  const result: Record<string, Yaml> = {};
  const roll = random.below(10);
  if (roll > 0) result["build"] = random.chance(0.15) ? random.pick([".", "./app", "https://github.com/acme/app.git#main", "../up"]) : build(random, earlier);
  if (roll === 0 || random.chance(0.5)) result["image"] = random.pick<Yaml>(["acme/web:1", "${REGISTRY}/api:${TAG:-latest}", "${NOPE-none}", "a/b"]);
  if (random.chance(0.3)) result["environment"] = random.pick<Yaml>([{ FROM_SERVICE: "svc", N: 5, B: true, EMPTYV: null, TAG: null }, ["FROM_SERVICE=svc2", "TAG", "N=1"]]);
  if (random.chance(0.12)) {
    besides.push({ name: "vars.env", text: "FROM_FILE=file\nFROM_SERVICE=file\nUSES=${TAG}\n" });
    result["env_file"] = random.pick<Yaml>(["vars.env", ["./vars.env"], [{ path: "vars.env", required: false }], [{ path: "absent.env", required: false }]]);
  }
  if (random.chance(0.2)) result["ports"] = ["8080:80"];
  if (random.chance(0.2)) result["profiles"] = ["debug"];
  if (random.chance(0.1)) result["deploy"] = { replicas: random.pick<Yaml>([2, "${NUM}"]) };
  if (random.chance(0.15) && earlier.length > 0) result["extends"] = random.pick<Yaml>([random.pick(earlier), { service: random.pick(earlier) }]);
  else if (random.chance(0.08)) {
    besides.push({ name: "common/base.yml", text: document({ services: { shared: service(random, [], []), other: { build: { context: "./other", args: { O: "1" } } } } }) });
    result["extends"] = { file: "common/base.yml", service: random.pick(["shared", "other"]) };
  }
  if (random.chance(0.15)) result["depends_on"] = ["x"];
  return result;
}

function build(random: Random, earlier: readonly string[]): Yaml {
  const result: Record<string, Yaml> = {};
  const maybe = (chance: number, key: string, choices: readonly Yaml[]): void => {
    if (random.chance(chance)) result[key] = random.pick(choices);
  };
  maybe(0.7, "context", [".", "./app", "app/../web", "/abs/path", "${HOME_DIR}", "https://example.com/a.git", "git://github.com/a/b.git", "", "./"]);
  if (random.chance(0.06)) result["dockerfile_inline"] = raw("|\n  FROM alpine\n  RUN echo $${HOME} ${TAG} %{x}\n");
  else maybe(0.5, "dockerfile", ["Dockerfile.dev", "docker/${TAG}.Dockerfile", "", "../Dockerfile"]);
  maybe(0.5, "args", [
    { A: "1", N: 2, F: 1.5, BIG: 1_500_000, B: true, NUL: null, TAG: null }, ["A=1", "TAG", "NOPE_ARG", "E="], { FROM_ENV: null, FROM_SERVICE: null, FROM_FILE: null, REF: null, QUOTED: null, SINGLE: null, ESC: null, HASH: null, USES: null },
    { P: "${REGISTRY}", Q: "${NOPE:-d ${TAG}}", R: "$$TAG", S: "${EMPTY:-x}${EMPTY-y}${TAG:+set}${NOPE+no}", T: "$TAG-$NOPE.", U: "${COMPOSE_PROJECT_NAME}" },
    { O: raw("0o17"), H: raw("0x1F"), OCT: raw("0777"), UND: raw("1_000"), YES: raw("yes"), T2: raw("True"), TIL: raw("~"), EXP: raw("1e3"), SMALL: raw("0.00001"), INF: raw(".inf"), STR: raw("\"1.10\""), F2: raw("1.10"), DATE: raw("'2024-01-01'"), PLUS: raw("+12"), HUGE: raw("123456789012345678901234") },
    raw("\n  <<: *common\n  B: own\n"), ["TAG", "A=2=3"], [], {}, { "x-y": "1", n: "2" },
  ]);
  maybe(0.3, "target", ["prod", "${STAGE:-dev}", ""]);
  maybe(0.3, "tags", [["a:1", "b:${TAG}"], ["a:1", "a:1"], []]);
  maybe(0.3, "labels", [{ l: "1", n: 2, z: null }, ["a=b", "c"], { "com.x/y": "v ${TAG}" }]);
  maybe(0.25, "cache_from", [["acme/cache"], ["type=gha", "type=registry,ref=a/b"], ["a,b"], ["type=gha,scope=x", "type=gha,scope=x"], [""]]);
  maybe(0.25, "cache_to", [["type=gha,mode=max"], ["type=local,dest=./c"], ["type=inline"]]);
  maybe(0.2, "platforms", [["linux/amd64", "linux/arm64"], ["linux/${ARCH:-arm64}"], ["linux/amd64", "linux/amd64"]]);
  maybe(0.15, "network", ["host", "none", "${NETWORK}"]);
  maybe(0.15, "no_cache", [true, false, "${ON}", "yes", "TRUE"]);
  maybe(0.15, "pull", [true, false, "${ON}", "off"]);
  maybe(0.2, "shm_size", ["128m", "1.5g", 1024, "2gb", "100", 1_000_000, "512 mb", 0]);
  maybe(0.15, "ulimits", [{ nofile: 1024 }, { nproc: { soft: 10, hard: 20 } }, { core: { soft: 0, hard: -1 } }, { stack: raw("0x10") }]);
  maybe(0.2, "extra_hosts", [["a:1.2.3.4"], ["b=::1", "c=[::1]"], { h: "1.1.1.1", i: ["2.2.2.2", "3.3.3.3"] }, ["a=1.1.1.1", "a=2.2.2.2"]]);
  maybe(0.2, "secrets", [["tok"], [{ source: "cert", target: "x" }], ["tok", "cert"]]);
  maybe(0.03, "ssh", [["k=./key"], { k2: "/abs/key" }]);
  const contexts: Yaml[] = [["a=./x"], { b: "docker-image://alpine", c: "./c/../d" }, { e: "" }];
  for (const name of earlier) contexts.push({ svc: `service:${name}` });
  maybe(0.2, "additional_contexts", contexts);
  maybe(0.15, "provenance", [true, false, "mode=max", "${ON}"]);
  maybe(0.15, "sbom", [true, false, "generator=x/y"]);
  maybe(0.1, "privileged", [true]);
  maybe(0.1, "entitlements", [["network.host"]]);
  maybe(0.1, "isolation", ["default"]);
  if (random.chance(0.3)) result["x-bake"] = extension(random);
  if (random.chance(0.05)) result["x-other"] = { a: 1 };
  return result;
}

function extension(random: Random): Yaml {
  const result: Record<string, Yaml> = {};
  const maybe = (key: string, choices: readonly Yaml[]): void => {
    if (random.chance(0.3)) result[key] = random.pick(choices);
  };
  maybe("tags", [["x:1", "x:2"], "s:1 s:2  s:3", ["a:1"], raw("[1, two]"), null]);
  maybe("cache-from", [["type=gha,scope=b"], "user/app:cache", ["type=gha"]]);
  maybe("cache-to", ["type=gha", ["type=registry,ref=q"]]);
  maybe("secret", [["id=mysecret,src=./secret"], "id=env,env=TOKEN id=z,type=env,env=Z"]);
  maybe("platforms", ["linux/arm/v7 linux/386", ["linux/amd64"]]);
  maybe("output", ["type=docker", ["type=image,push=true", "./out"], ["type=oci,dest=o.tar"]]);
  maybe("pull", [true, false, raw("yes"), null]);
  maybe("no-cache", [true, false]);
  maybe("no-cache-filter", ["build", ["a", "b"]]);
  maybe("contexts", [{ a: "./other", m: "docker-image://x" }, { s: "service:web" }, { t: "target:web" }]);
  maybe("unknown-key", [1]);
  return result;
}

/** Writes a value in block style, or in flow style where it is short. */
function write(value: Yaml, indent = ""): string {
  if (value !== null && typeof value === "object" && !Array.isArray(value) && !("raw" in value)) {
    return Object.entries(value).map(([key, entry]) => `${indent}${key}:${writeValue(entry, indent)}\n`).join("");
  }
  return `${indent}${writeScalar(value)}\n`;
}

function writeValue(value: Yaml, indent: string): string {
  if (value === null) return "";
  if (typeof value !== "object") return ` ${writeScalar(value)}`;
  if ("raw" in value) return ` ${(value as Raw).raw.replaceAll("\n", `\n${indent}`).trimEnd()}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return " []";
    return value.map((item: Yaml) => {
      if (item === null || typeof item !== "object" || "raw" in item || Array.isArray(item)) return `\n${indent}- ${writeScalar(item)}`;
      const inner = write(item, `${indent}  `).trimEnd();
      return `\n${indent}- ${inner.trimStart()}`;
    }).join("");
  }
  const flow = JSON.stringify(value);
  if (flow.length < 60 && flow.length % 3 === 0 && !flow.includes("\"raw\"")) return ` ${flow.replaceAll("\":", "\": ").replaceAll(",", ", ")}`;
  return Object.keys(value).length === 0 ? " {}" : `\n${write(value, `${indent}  `).trimEnd()}`;
}

function writeScalar(value: Yaml): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value !== null && typeof value === "object") return "raw" in value ? String((value as Raw).raw) : "[]";
  return value === null ? "null" : String(value);
}
