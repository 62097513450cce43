import { memoize } from "../../base/memoize.ts";
import { classifyProcess } from "../shell/processes.ts";
import { baseFacts } from "./images/base-facts.ts";
import { commandWords } from "./containers/command-words.ts";
import { exposedPorts, rootBase, type Stage, startCommandOf } from "./dockerfile.ts";
import { contentsOf } from "./files/stage-contents.ts";
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
  const isTest = /(?:^|[-_.])(?:tests?|testing|e2e|integration|lint|check|ci)(?:$|[-_.])/i.test(stage.name?.text ?? "");
  if (isTest && process?.kind !== "server") return "builder";
  // Triggers are for the images that build on it, which bring the application.
  if (!use.isKnown && stage.instructions.some(({ kind }) => kind === "ONBUILD")) return "base";
  const serves = (exposedPorts(stage).length > 0 && !isOneShot(process)) || process?.kind === "server" || process?.kind === "worker";
  if (serves) return (isProduct(stage) || isStartedByHand(stage)) && !use.builds.some((build) => build.stage === stage && build.service) ? "product" : "service";
  if (!process || process.kind === "shell" || process.kind === "interpreter") return "base";
  return "job";
}

/** Whether the image only opens a shell or an interpreter: whoever runs it names the program behind its ports. */
function isStartedByHand(stage: Stage): boolean {
  const kind = startProcess(stage)?.kind;
  return (kind === "shell" || kind === "interpreter") && startCommandOf(stage).entrypoint === undefined;
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
  if (both.name === "dotnet" && isWithoutWebServer(stage)) return { kind: "unknown", name: both.name };
  if (both.kind !== "unknown" || cmdWords.length === 0) return both;
  // `ENTRYPOINT ["/entrypoint.sh"]` usually ends in `exec "$@"`: the CMD tells what runs.
  const own = classifyProcess(cmdWords);
  return own.kind === "unknown" || isSubcommand(cmdWords[0]!, entrypointWords) ? both : own;
}

/** Whether a word is an argument of the program in front of it: many have a `serve`, which is also a program of npm's. */
function isSubcommand(word: string, entrypointWords: readonly string[]): boolean {
  const program = entrypointWords.at(-1);
  return word === "serve" && program !== undefined && !/\.\w+$|entry|start|init|--/.test(program);
}

/** The image of plain .NET has no ASP.NET, without which nothing is served. */
function isWithoutWebServer(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && /(?:^|\/)dotnet\/runtime$/.test(base.ref.repository);
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

/** Stores and brokers: who installs one in an image packages it, whatever else comes along. */
const dataServers = /^(?:mysqld|mariadbd|postgres|mongod|redis-server|valkey-server|neo4j|cassandra|rabbitmq-server|elasticsearch|opensearch|solr|memcached|influxd|couchbase-server|clickhouse-server|nats-server|etcd|zkServer\.sh)$/;

/**
 * Whether the image packages software for others, as official images do, rather than the user's own application:
 * nothing but start scripts and configuration comes from the context, and a product is installed by RUN or it steps
 * down from root by itself.
 */
const isProduct = memoize((stage: Stage): boolean => {
  const contents = contentsOf(stage);
  if (contents.hasSteps && dataServers.test(startProcess(stage)?.name ?? "")) return true;
  if (contents.hasOwnFiles) return false;
  // What serves code has got it from a step, or gets it from those who build on the image.
  if (applicationServers.test(startProcess(stage)?.name ?? "")) return contents.hasCopies && (contents.takesNothing || (contents.hasSteps && contents.hasEntrypointScript && !contents.hasManifest));
  if (!contents.hasSteps && !contents.takesFromImages) return false;
  if (contents.takesNothing && contents.hasDownloads) return true;
  // A script of its own that starts what RUN installed; a manifest tells that it was the user's own code.
  return rootBase(stage).kind !== "image" || !startsOwnProgram(stage) || (contents.hasEntrypointScript && !contents.hasManifest);
});

/** Whether its base or its name says that a stage is where developers work, which nobody ships. The only stage of a file is shipped whatever its name. */
function isForDevelopment(stage: Stage): boolean {
  const { name, dockerfile } = stage;
  const base = rootBase(stage);
  if (base.kind === "image" && /^(?:vscode\/)?devcontainers\//.test(base.ref.repository)) return true;
  return dockerfile.stages.length > 1 && /(?:^|[-_.])(?:dev|devel|development|devcontainer|debug)(?:$|[-_.])/i.test(name?.text ?? "");
}

/** Whether the command names a file of the application, such as `server.js` or `app.jar`, in the image. */
function startsOwnProgram(stage: Stage): boolean {
  const { entrypoint, cmd } = startCommandOf(stage);
  const words = [...(entrypoint ? commandWords(stage.dockerfile, entrypoint) : []), ...(cmd ? commandWords(stage.dockerfile, cmd) : [])];
  return words.some((word) => /\.(?:js|mjs|cjs|ts|py|jar|dll|rb|php|exs?)$|^[\w.]+:[\w.]+$/.test(word));
}
