import { provideBusybox } from "./busybox.ts";
import { provideChromium } from "./chromium.ts";
import { provideDocker } from "./docker.ts";
import { keepEngine, stopEngine } from "./dockerd.ts";
import { provideHadolint } from "./hadolint.ts";
import { withLock } from "./lock.ts";
import { provideNeovim } from "./neovim.ts";
import { isMissing, type Missing, type ToolPart } from "./part.ts";
import { providePeers } from "./peers.ts";
import { provideRegistry } from "./registry.ts";
import { provideShellcheck } from "./shellcheck.ts";
import { provideVscode } from "./vscode.ts";

const usage = `node scripts/real-parts/provide.ts [--keep] [--stop] [PART…]

Finds or installs the real parts that the tests use; all of them when none is named.
Exits with 1 when one of them cannot be had.
  --keep   leave a Docker engine that was started running, and print its environment
  --stop   stop the Docker engine that was kept`;

type Report = readonly { readonly name: string; readonly outcome: string | Missing }[];

const parts: Record<string, (keep: boolean) => Promise<Report>> = {
  docker: reportDocker,
  busybox: () => reportTool("busybox", provideBusybox),
  chromium: () => reportTool("chromium", provideChromium),
  vscode: reportVscode,
  neovim: () => reportTool("neovim", provideNeovim),
  shellcheck: () => reportTool("shellcheck", provideShellcheck),
  hadolint: () => reportTool("hadolint", provideHadolint),
  registry: () => reportTool("registry", provideRegistry),
  peers: reportPeers,
};

async function reportTool(name: string, provide: () => Promise<ToolPart | Missing>): Promise<Report> {
  return [{ name, outcome: describeTool(await provide()) }];
}

async function reportDocker(keep: boolean): Promise<Report> {
  const part = await provideDocker();
  if (isMissing(part)) return [{ name: "docker", outcome: part }];
  if (keep && part.isPrivate) {
    keepEngine();
    for (const name of ["DOCKER_HOST", "DOCKER_CONFIG", "PATH"]) process.stdout.write(`export ${name}='${part.env[name] ?? ""}'\n`);
  }
  await part.stop();
  return [{ name: "docker", outcome: `engine ${part.engineVersion}, Buildx ${part.buildxVersion}, ${part.dockerHost}` }];
}

async function reportVscode(): Promise<Report> {
  const part = await provideVscode();
  return [{ name: "vscode", outcome: isMissing(part) ? part : `${part.version}, ${part.serverMain}` }];
}

async function reportPeers(): Promise<Report> {
  return Object.entries(await providePeers()).map(([name, part]: [string, ToolPart | Missing]) => ({ name, outcome: describeTool(part) }));
}

function describeTool(part: ToolPart | Missing): string | Missing {
  return isMissing(part) ? part : `${part.version}, ${part.path}`;
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.filter((arg) => (arg.startsWith("--") ? !["--keep", "--stop"].includes(arg) : !(arg in parts)));
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(" ")}\n\n${usage}\nParts: ${Object.keys(parts).join(" ")}\n`);
    return 2;
  }
  if (args.includes("--stop")) {
    await withLock("docker", stopEngine);
    return 0;
  }
  let code = 0;
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    for (const { name: part, outcome } of (await parts[name]?.(args.includes("--keep"))) ?? []) {
      if (typeof outcome !== "string") code = 1;
      process.stdout.write(`${part}: ${typeof outcome === "string" ? outcome : `missing: ${outcome.missing}`}\n`);
    }
  }
  return code;
}

process.exitCode = await main(process.argv.slice(2));
