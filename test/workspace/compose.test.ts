import assert from "node:assert/strict";
import { test } from "node:test";
import { isKnown, type Sourced } from "../../server/src/eval/resolved-bake.ts";
import { Workspace, type WorkspaceSettings } from "../../server/src/workspace/workspace.ts";
import { type Mark, readFiles, writeMarks } from "../harness/carets.ts";
import { memoryEnvironment, memoryFolder, memoryHost } from "../harness/memory-host.ts";

async function openWorkspace(source: string | Map<string, string>, settings: Partial<WorkspaceSettings> = {}): Promise<Workspace> {
  const files = typeof source === "string" ? readFiles(source, "") : source;
  const workspace = new Workspace(memoryHost(files), [memoryFolder], { bakeFiles: [], environment: memoryEnvironment(), ...settings });
  await workspace.discover();
  await workspace.settle();
  return workspace;
}

/** One line for each set, target and fault. */
function describe(workspace: Workspace): string {
  return workspace.setModels().map(({ set, links }) => [
    `${set.label}: ${set.files.map((file) => file.uri.slice(memoryFolder.length + 1)).join(" ")}`,
    ...links.map(({ target, dockerfileUri, stage }) => `  ${target.name} context=${show(target.context)} dockerfile=${dockerfileUri?.slice(memoryFolder.length + 1) ?? "?"} stage=${stage?.name?.text ?? "?"} tags=${target.tags.map(show).join(",")} args=${[...target.args].map(([name, value]) => `${name}:${show(value)}`).join(",")}`),
    ...set.evaluation.faults.map((fault) => `  fault: ${fault.summary}`),
  ].join("\n")).join("\n");
}

function show({ value }: Sourced<string>): string {
  return isKnown(value) ? value : `(${value.reason})`;
}

test("a Compose file is the base of the bake files beside it", async () => {
  assert.equal(describe(await openWorkspace(`//- compose.yaml
services:
  web:
    image: acme/web
    build: {context: app, target: prod}
  db.main:
    build: .
//- docker-bake.hcl
target "web" {
  args = { A = "1" }
}
//- Dockerfile
FROM scratch AS last
//- app/Dockerfile
FROM scratch AS prod
`)), `docker-bake.hcl: compose.yaml docker-bake.hcl
  db_main context=. dockerfile=Dockerfile stage=last tags= args=
  web context=app dockerfile=app/Dockerfile stage=prod tags=acme/web args=A:1`);
});

test("what the environment must say is unknown here, and no fault", async () => {
  assert.equal(describe(await openWorkspace(`//- compose.yaml
services:
  web:
    image: acme/web:\${TAG}
    build:
      context: .
      dockerfile: \${FILE:?is required}
      args: [TOKEN, "SET=\${NAME:-default}"]
    env_file: absent.env
`)), `compose.yaml: compose.yaml
  web context=. dockerfile=? stage=? tags=(the environment variable TAG is not set here) args=TOKEN:(the environment variable TOKEN is not set here),SET:default`);
});

test("an edit of an included file evaluates the set again", async () => {
  const files = readFiles(`//- compose.yaml
include: [part/compose.yml]
services:
  web: {build: .}
//- part/compose.yml
services:
  part: {build: {context: ., tags: ["one"]}}
`, "");
  const workspace = await openWorkspace(files);
  const before = describe(workspace);
  files.set("part/compose.yml", "services:\n  part: {build: {context: ./x, tags: [\"two\"]}}\n");
  workspace.store.invalidate(`${memoryFolder}/part/compose.yml`);
  await workspace.settle();
  assert.deepEqual([before, describe(workspace)].map((text) => text.split("\n").find((line) => line.startsWith("  part"))), [
    "  part context=part dockerfile=part/Dockerfile stage=? tags=one args=",
    "  part context=part/x dockerfile=part/x/Dockerfile stage=? tags=two args=",
  ]);
});

test("an error in one service leaves the others", async () => {
  assert.equal(describe(await openWorkspace(`//- compose.yaml
services:
  web: {build: {contxt: .}}
  api: {build: ./api, image: a}
`)), `compose.yaml: compose.yaml
  api context=api dockerfile=api/Dockerfile stage=? tags=a args=
  web context=(in error) dockerfile=? stage=? tags= args=
  fault: services.web.build additional properties 'contxt' not allowed`);
});

test("env files win over the environment and yield to the settings; hovers can say where a value is from", async () => {
  const environment = (name: string) => (name === "FROM_SETTING" ? { value: "setting", origin: "setting" as const } : name === "FROM_PROCESS" ? { value: "process", origin: "process" as const } : undefined);
  const workspace = await openWorkspace(`//- docker-bake.hcl
variable "FROM_SETTING" { default = "" }
variable "FROM_PROCESS" { default = "" }
variable "FROM_FILE" { default = "" }
variable "DEFAULT" { default = "default" }
//- ci.env
FROM_SETTING=file
FROM_PROCESS="file over \${FROM_PROCESS}"
FROM_FILE='file'
BROKEN LINE=1
NEVER=read
`, { environment: { get: environment }, envFiles: ["ci.env", "absent.env"] });
  const { set } = workspace.setModels()[0]!;
  const shown = [...set.evaluation.variables.values()].filter(({ block }) => block).map(({ name, value, origin }) => `${name}=${value.kind === "string" ? value.text : value.kind} (${origin.kind}${"source" in origin ? ` ${origin.source}` : ""})`);
  assert.deepEqual(shown.sort(), ["DEFAULT=default (default)", "FROM_FILE=file (environment env-file)", "FROM_PROCESS=file over process (environment env-file)", "FROM_SETTING=setting (environment setting)"]);
  assert.deepEqual([...set.envFileValues], [["FROM_PROCESS", "file over process"], ["FROM_FILE", "file"]]);
});

test("every value knows where it is written", async () => {
  const text = `x-args: &args
  SHARED: "1"
          ^^^ args SHARED
services:
  web:
  ^^^ name
    image: acme/web
           ^^^^^^^^ tags
    build:
      context: ./app
               ^^^^^ context
      dockerfile: 'app.Dockerfile'
                  ^^^^^^^^^^^^^^^^ dockerfile
      args:
        <<: *args
        OWN: value
        ^^^ key of args OWN
             ^^^^^ args OWN
      labels: ["a=b"]
               ^^^^^ labels a
`;
  const plain = text.split("\n").filter((line) => !/^ *\^+ /.test(line)).join("\n");
  const target = (await openWorkspace(new Map([["compose.yaml", plain]]))).setModels()[0]!.set.resolved.targets.get("web")!;
  const mark = (message: string, { span }: Pick<Sourced<unknown>, "span">): Mark => ({ start: span.start, end: span.end, message });
  const own = target.args.get("OWN")!;
  const marks = [
    mark("name", { span: target.nameSpan }), mark("tags", target.tags[0]!), mark("context", target.context), mark("dockerfile", target.dockerfile),
    mark("args SHARED", target.args.get("SHARED")!), mark("args OWN", own), mark("key of args OWN", { span: own.keySpan! }), mark("labels a", target.labels.get("a")!),
  ];
  assert.equal(writeMarks(plain, marks), text);
});

test("hostile Compose files end soon", async () => {
  const bomb = `${"abcdefghij".split("").map((name, index, all) => `${name}: &${name} [${Array.from({ length: 10 }, () => (index === 0 ? "x" : `*${all[index - 1]}`)).join(", ")}]`).join("\n")}\nservices: {web: {build: .}}\n`;
  const faults = async (source: Record<string, string>): Promise<string[]> => (await openWorkspace(new Map(Object.entries(source)))).setModels().flatMap(({ set }) => set.evaluation.faults.map(({ summary }) => summary.split("\n")[0]!));
  assert.deepEqual(await faults({ "compose.yaml": bomb }), ["document contains excessive aliasing"]);
  assert.deepEqual(await faults({ "compose.yaml": "include: [compose.yaml]\nservices: {web: {build: .}}\n" }), ["include cycle detected:"]);
  assert.deepEqual(await faults({ "compose.yaml": "services: {a: {extends: {file: compose.yaml, service: a}, build: .}}\n" }), ["Circular reference:"]);
  const nested = `${"${A:-".repeat(200)}${"}".repeat(200)}`;
  assert.match((await faults({ "compose.yaml": `services: {web: {image: "${nested}", build: .}}\n` })).join("\n"), /^invalid interpolation format for services.web.image/);
});

test("nothing that depends on unset variables is called wrong", async () => {
  assert.equal(describe(await openWorkspace(`//- compose.yaml
include: ["\${INCLUDED}"]
services:
  web:
    image: \${IMAGE}
    build:
      context: \${CONTEXT}
      additional_contexts: ["\${PAIR}", "a=\${A}", "s=service:\${S}"]
      ssh: ["\${KEY}"]
      ulimits: {nofile: {soft: "\${SOFT}", hard: "\${HARD}"}, nproc: "\${N}"}
      extra_hosts: ["\${HOST}", "h:\${IP}"]
      secrets: ["\${SECRET}", known]
      shm_size: \${SHM}
      no_cache: \${FLAG}
      privileged: \${FLAG}
      provenance: \${PROVENANCE}
      cache_from: ["\${CACHE}", "type=\${TYPE}"]
      platforms: ["\${PLATFORM}"]
      x-bake:
        tags: \${TAGS}
        output: ["\${OUTPUT}"]
        pull: \${FLAG}
    env_file: ["\${FILE}"]
    ulimits: {nofile: "\${N}"}
    deploy: {replicas: "\${N}"}
  other:
    extends: {file: "\${FILE}", service: x}
    image: \${IMAGE}
secrets:
  known: {file: "\${FILE}"}
`)), `compose.yaml: compose.yaml
  web context=(the environment variable CONTEXT is not set here) dockerfile=? stage=? tags=(the environment variable IMAGE is not set here) args=`);
});
