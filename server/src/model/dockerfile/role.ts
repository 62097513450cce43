import { memoize } from "../../base/memoize.ts";
import { classifyProcess } from "../shell/processes.ts";
import { baseFacts } from "./images/base-facts.ts";
import { commandWords } from "./containers/command-words.ts";
import { exposedPorts, rootBase, type Stage, stageChain, startCommandOf } from "./dockerfile.ts";
import type { DockerfileUse } from "./use.ts";

/**
 * What a stage is for. Severities follow it: who ships a service wants a health check and a user of its own.
 * - `service`: shipped, and something keeps running in it;
 * - `job`: shipped, and its command does something and ends;
 * - `base`: shipped for others to build on: its command is a shell or interpreter, or it has none;
 * - `product`: shipped software that others configure and run, as the official images are;
 * - `builder`: not shipped, or only to run tests: other stages and the pipeline use it.
 */
export type StageRole = "service" | "job" | "base" | "product" | "builder";

/** Whether an image of this stage leaves the builder, as far as is known. */
export function isShipped(stage: Stage, use: DockerfileUse): boolean {
  const stages = stage.dockerfile.stages;
  if (use.builds.some((build) => build.stage !== undefined)) return use.builds.some((build) => build.stage === stage && build.isShipped);
  return stage === stages[stages.length - 1] && !use.isForDevelopment;
}

export function roleOf(stage: Stage, use: DockerfileUse): StageRole {
  if (!isShipped(stage, use) || (!isBakedAs(stage, use) && isForDevelopment(stage))) return "builder";
  if (use.builds.some((build) => build.stage === stage && build.service?.hasPorts)) return "service";
  const process = startProcess(stage);
  const isTest = /(?:^|[-_.])(?:tests?|e2e|integration|lint|check|ci)(?:$|[-_.])/i.test(stage.name?.text ?? "");
  if (isTest && process?.kind !== "server") return "builder";
  const serves = (exposedPorts(stage).length > 0 && !isOneShot(process)) || process?.kind === "server" || process?.kind === "worker";
  if (serves) return !use.isKnown && isProduct(stage) ? "product" : "service";
  if (!process || process.kind === "shell" || process.kind === "interpreter") return "base";
  return "job";
}

/** Compose files run what developers work in as well; a bake file ships what it tags, whatever its name. */
function isBakedAs(stage: Stage, { builds }: DockerfileUse): boolean {
  return builds.some((build) => build.stage === stage && !build.service);
}

/** Whether the process is known to do one thing and end, such as a migration; a port that the stage inherits does not make it a service. */
export function isOneShot(process: ReturnType<typeof classifyProcess> | undefined): boolean {
  return process?.kind === "unknown" && /^(?:django|celery|artisan|rake|alembic|flyway|liquibase|pytest|tox|coverage|rspec|phpunit|jest|migrate)$/.test(process.name);
}

/** The program that a container of this stage starts, wrappers and entrypoint scripts looked through. */
export const startProcess = memoize(readStartProcess);

function readStartProcess(stage: Stage): ReturnType<typeof classifyProcess> | undefined {
  const { entrypoint, cmd } = startCommandOf(stage);
  const entrypointWords = entrypoint ? commandWords(stage.dockerfile, entrypoint) : [];
  const cmdWords = cmd ? commandWords(stage.dockerfile, cmd) : [];
  if (entrypointWords.length === 0 && cmdWords.length === 0) return inheritedProcess(stage);
  const both = classifyProcess([...entrypointWords, ...cmdWords]);
  if (both.kind !== "unknown" || cmdWords.length === 0) return both;
  // `ENTRYPOINT ["/entrypoint.sh"]` usually ends in `exec "$@"`: the CMD tells what runs.
  const own = classifyProcess(cmdWords);
  return own.kind === "unknown" ? both : own;
}

/** What the base image starts when the chain says nothing. */
function inheritedProcess(stage: Stage): ReturnType<typeof classifyProcess> | undefined {
  const { starts, port } = baseFacts(stage);
  if (starts === undefined) return undefined;
  const process = classifyProcess([starts]);
  return port === undefined ? process : { ...process, defaultPort: port };
}

/** They serve code of one's own and nothing else. */
const applicationServers = /^(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve|celery|flask|fastapi|streamlit|django|rails|puma|unicorn|unicorn_rails|rackup|thin|sidekiq|resque|phoenix|artisan|symfony|next|nuxt|nest|npm|yarn|pnpm)$/;

/**
 * Whether the image packages software for others, as official images do, rather than the user's own application:
 * nothing but start scripts and configuration comes from the context, and a product is installed by RUN or it steps
 * down from root by itself.
 */
const isProduct = memoize((stage: Stage): boolean => {
  if (applicationServers.test(startProcess(stage)?.name ?? "")) return false;
  let installs = false;
  let hasEntrypointScript = false;
  let hasManifest = false;
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind === "RUN") installs = true;
      if (instruction.kind !== "COPY" && instruction.kind !== "ADD") continue;
      const from = instruction.flags.find((flag) => flag.name === "from")?.value?.text;
      // A tool from another image, such as Composer, is no part of the application.
      if (from !== undefined && !isStage(link, from)) continue;
      if (from !== undefined) return false;
      const sources = instruction.sources.map((source) => source.text);
      const intoPath = /(?:^|\/)s?bin(?:\/|$)/.test(instruction.destination?.text ?? "");
      if (!sources.every((source) => isSupportFile(source) || (intoPath && launcher.test(source)))) return false;
      hasEntrypointScript ||= sources.some((source) => /entry-?point[^/]*$/i.test(source));
      hasManifest ||= sources.some((source) => manifest.test(source));
    }
  }
  if (!installs) return false;
  // A script of its own that starts what RUN installed; a manifest tells that it was the user's own code.
  return rootBase(stage).kind !== "image" || !startsOwnProgram(stage) || (hasEntrypointScript && !hasManifest);
});

/** Scripts without an extension that official images put on the PATH: `httpd-foreground`, `docker-php-ext-*`. */
const launcher = /(?:^|\/)(?:docker-[\w*-]+|(?:run|start|init|wait)[-_][\w-]+|[\w-]+[-_](?:foreground|wrapper|launcher|run|start|init))$/;

function isStage({ dockerfile }: Stage, name: string): boolean {
  return /^\d+$/.test(name) || name.includes("$") || dockerfile.stages.some((stage) => stage.name?.text.toLowerCase() === name.toLowerCase());
}

const manifest = /(?:^|\/)(?:package(?:-lock)?\.json|tsconfig[^/]*\.json|requirements[^/]*\.txt|pyproject\.toml|composer\.json|pom\.xml|Cargo\.toml)$/i;

/** Whether the name says that a stage is where developers work, which nobody ships. The only stage of a file is shipped whatever its name. */
function isForDevelopment({ name, dockerfile }: Stage): boolean {
  return dockerfile.stages.length > 1 && /(?:^|[-_.])(?:dev|devel|development|devcontainer|debug)(?:$|[-_.])/i.test(name?.text ?? "");
}

function isSupportFile(path: string): boolean {
  return /^<</.test(path) || /^https?:/.test(path) || /(?:\.(?:sh|bash|conf|cnf|cfg|ini|ya?ml|json|xml|properties|toml|txt|asc|gpg|patch|diff|pub|key|crt|pem|tmpl|exclude)|entrypoint[^/]*|entry[^/]*|healthcheck[^/]*|conf(?:ig)?[^/]*(?:\/\*?)?|(?:^|\/)(?:[\w-]*rootfs|prebuildfs)\/?|CREDITS|LICENSE.*)$/i.test(path);
}

/** Whether the command names a file of the application, such as `server.js` or `app.jar`, in the image. */
function startsOwnProgram(stage: Stage): boolean {
  const { entrypoint, cmd } = startCommandOf(stage);
  const words = [...(entrypoint ? commandWords(stage.dockerfile, entrypoint) : []), ...(cmd ? commandWords(stage.dockerfile, cmd) : [])];
  return words.some((word) => /\.(?:js|mjs|cjs|ts|py|jar|dll|rb|php|exs?)$|^[\w.]+:[\w.]+$/.test(word));
}
