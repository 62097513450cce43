/**
 * Records what a real buildx writes, for the tests of the client's core: `node test/client/record-streams.ts`.
 * It needs a docker engine; `examples/offline` must be prepared. Every stream is standard error as it came.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const streams = join(import.meta.dirname, "streams");

const warnedDockerfile = `FROM scratch AS tools
COPY busybox /bin/busybox

FROM tools as web
ENV PORT 8080
WORKDIR site
CMD /bin/busybox httpd -f -p $PORT
`;
const warnedBake = `group "default" { targets = ["web", "tools"] }
target "web" { target = "web" }
target "tools" { target = "tools" }
target "bad" { dockerfile = "Dockerfile.bad" }
`;

interface Recording {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder?: "warned" | "empty";
  readonly env?: Record<string, string>;
  /** Seconds after which SIGINT goes to docker and its plugin. */
  readonly cancelAfter?: number;
  readonly keepOutput?: boolean;
}

const recordings: readonly Recording[] = [
  { name: "two-targets", args: ["--no-cache", "--", "web", "worker"] },
  { name: "one-target-cached", args: ["--", "web"] },
  { name: "failing", args: ["--", "failing"] },
  { name: "failing-beside-web", args: ["--", "web", "failing"] },
  { name: "canceled", args: ["--", "slow"], cancelAfter: 4 },
  { name: "warned", folder: "warned", args: ["--no-cache"] },
  { name: "check", folder: "warned", args: ["--call=check,format=json,ignorestatus=true", "--", "web", "tools"], keepOutput: true },
  { name: "check-unparsable", folder: "warned", args: ["--call=check,format=json,ignorestatus=true", "--", "bad"], keepOutput: true },
  { name: "unknown-target", args: ["--", "wbe"] },
  { name: "unknown-flag", args: ["--nope"] },
  { name: "unknown-builder", args: ["--builder=nope", "--", "web"] },
  { name: "no-daemon", args: ["--", "web"], env: { DOCKER_HOST: "unix:///nonexistent.sock" } },
  { name: "no-buildx", args: ["--", "web"], env: { DOCKER_CONFIG: "/nonexistent" } },
  { name: "no-bake-file", folder: "empty", args: [] },
  { name: "unknown-variable", args: ["--file=docker-bake.hcl", "--file=unknown-variable.hcl", "--", "web"] },
  { name: "broken-block", args: ["--file=broken-block.hcl"] },
];

const workspace = mkdtempSync(join(tmpdir(), "bakewell-record-"));
try {
  cpSync(join(root, "examples/offline"), join(workspace, "offline"), { recursive: true });
  writeFileSync(join(workspace, "offline/unknown-variable.hcl"), 'target "web" {\n  args = { PLACE = "Zürich", SITE_VERSION = SITE_VERSIO }\n}\n');
  writeFileSync(join(workspace, "offline/broken-block.hcl"), 'group "default" { targets = ["web"]\n  description = "x"\n}\n');
  cpSync(join(root, "examples/offline/bin"), join(workspace, "warned"), { recursive: true });
  writeFileSync(join(workspace, "warned/Dockerfile"), warnedDockerfile);
  writeFileSync(join(workspace, "warned/Dockerfile.bad"), "FROM scratch\nRUNN x\n");
  writeFileSync(join(workspace, "warned/docker-bake.hcl"), warnedBake);
  cpSync(join(workspace, "warned/Dockerfile"), join(workspace, "empty/README"));
  for (const recording of recordings) record(recording);
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

function record({ name, args, folder, env, cancelAfter, keepOutput }: Recording): void {
  const docker = ["docker", "buildx", "bake", "--progress=rawjson", ...(name === "two-targets" ? ["--metadata-file=metadata.json"] : []), ...args];
  const command = cancelAfter === undefined ? docker : ["timeout", "--signal=INT", "--preserve-status", String(cancelAfter), ...docker];
  const cwd = join(workspace, folder ?? "offline");
  const result = spawnSync(command[0]!, command.slice(1), { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
  writeFileSync(join(streams, `${name}.jsonl`), result.stderr);
  if (keepOutput) writeFileSync(join(streams, `${name}.json`), result.stdout);
  if (name === "two-targets") cpSync(join(cwd, "metadata.json"), join(streams, "two-targets.metadata.json"));
  console.log(`${name}: exit code ${result.status}, ${result.stderr.length} characters`);
}
