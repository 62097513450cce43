import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { baseFacts } from "../images/base-facts.ts";
import { startWords } from "../containers/command-words.ts";
import { countBefore, ownOfKind, type Stage, stageChain } from "../dockerfile.ts";
import { hasShell } from "../containers/programs.ts";
import { isShipped, startProcess } from "../role.ts";
import { stateFolders } from "../files/state-folders.ts";
import type { DockerfileUse } from "../use.ts";
import { createdUsers, isRootUser, userAt, usersCreatedIn } from "./users.ts";

/** How a stage gets away from root: whole lines to write, the last of them a USER. */
export interface UserSwitch {
  readonly user: string;
  readonly lines: readonly string[];
  /** Whether an account is created for it. */
  readonly isNew: boolean;
}

const firstId = 10001;
/** They need root for their first moments and run the work as another user by themselves. */
const ownSwitch = /^(?:nginx|openresty|httpd|httpd-foreground|apache2|apache2ctl|apachectl|apache2-foreground|php-fpm|sshd|cron|crond|supervisord|dovecot|postfix|s6-svscan|vsftpd|named|slapd)$/;

/** A user that fits the stage; undefined where none can be advised. */
export function userSwitch(stage: Stage, use: DockerfileUse): UserSwitch | undefined {
  const facts = baseFacts(stage);
  if (facts.distribution === "windows" || ownSwitch.test(startProcess(stage)?.name ?? "")) return undefined;
  const own = createdUsers(stage)[0];
  const known = own ? undefined : [...facts.accounts.keys()][0];
  const existing = own?.name.unquoted ?? known;
  if (existing !== undefined) return { user: existing, lines: [...handOver(stage, existing), `USER ${existing}`], isNew: false };
  const account = freeAccount(stage, use);
  const { name, id } = account;
  const create = hasShell(stage) === true ? creation(facts.distribution, account) : undefined;
  if (!create) return { user: `${id}:${id}`, lines: [`USER ${id}:${id}`], isNew: false };
  const commands = [...create, ...chowns(stage, `${name}:${name}`)];
  const { escape } = stage.dockerfile.tree;
  const lines = commands.map((command, index) => `${index === 0 ? "RUN " : "    "}${command}${index < commands.length - 1 ? ` && ${escape}` : ""}`);
  // The stage below may leave root one day, and these steps need it.
  const head = rootAncestors(stage, use) > 0 ? ["USER root"] : [];
  return { user: `${id}:${id}`, lines: [...head, ...lines, `USER ${id}:${id}`], isNew: true };
}

/** The last instruction that needs root or that the order of which matters; the switch belongs below it. */
export function lastRootWork(stage: Stage, after?: Instruction): Instruction | undefined {
  const first = after ? countBefore(stage.instructions, after.span.end) : 0;
  for (let index = stage.instructions.length - 1; index >= first; index--) {
    const instruction = stage.instructions[index]!;
    if (["RUN", "COPY", "ADD", "WORKDIR", "SHELL", "unknown"].includes(instruction.kind)) return instruction;
  }
  return undefined;
}

function creation(distribution: string, { name, id }: NewAccount): string[] | undefined {
  if (distribution === "debian") return [`groupadd --gid ${id} ${name}`, `useradd --uid ${id} --gid ${name} --no-create-home --shell /usr/sbin/nologin ${name}`];
  if (distribution === "alpine") return [`addgroup -S -g ${id} ${name}`, `adduser -S -D -H -u ${id} -G ${name} ${name}`];
  return undefined;
}

/** How many shipped stages below this one in its chain still run as root: each may get a user of its own later. */
function rootAncestors(stage: Stage, use: DockerfileUse): number {
  return stageChain(stage).slice(1).filter((link) => isShipped(link, use) && isRootUser(userAt(link) ?? "root")).length;
}

interface NewAccount {
  readonly name: string;
  readonly id: string;
}

const names = ["app", "appuser", "service", "runner", "worker"];

/**
 * A name and number that no related stage uses, nor may use later when its own fix is applied.
 */
function freeAccount(stage: Stage, use: DockerfileUse): NewAccount {
  const accounts = [...stageChain(stage).slice(1), ...builtOn(stage)].flatMap(usersCreatedIn);
  const taken = new Set(accounts.flatMap((account) => [account.name.unquoted, account.id]));
  const free = names.map((name, index) => ({ name, id: String(firstId + index) })).filter(({ name, id }) => !taken.has(name) && !taken.has(id));
  return free[rootAncestors(stage, use)] ?? free[free.length - 1] ?? { name: "app", id: String(firstId) };
}

/** The stage and all that start from it, directly or not. */
function builtOn(stage: Stage): Stage[] {
  const found = new Set([stage]);
  for (const other of stage.dockerfile.stages) if (other.base.kind === "stage" && found.has(other.base.stage)) found.add(other);
  return [...found];
}

/** The step that gives the folders which the process writes to a user that exists; no line where there is nothing to give. */
export function handOver(stage: Stage, user: string): string[] {
  if (hasShell(stage) !== true) return [];
  const commands = chowns(stage, user);
  return commands.length > 0 ? [`RUN ${commands.join(" && ")}`] : [];
}

/** Commands that give the folders which the process writes to its new user. */
function chowns(stage: Stage, owner: string): string[] {
  const folders = [...new Set(stateFolders(stage).filter(({ isVolume }) => !isVolume).map(({ path }) => path))];
  const commands = folders.length > 0 ? [`chown -R ${owner} ${folders.join(" ")}`] : [];
  const schedule = scheduleFolder(stage);
  if (schedule !== undefined && !folders.includes(schedule)) commands.push(`chown ${owner} ${schedule}`);
  return commands;
}

/** Celery's beat writes its schedule into the working directory unless it is told otherwise. */
function scheduleFolder(stage: Stage): string | undefined {
  const words = startWords(stage);
  const isBeat = words.includes("celery") && words.some((word) => word === "beat" || word === "--beat" || word === "-B");
  if (!isBeat || words.some((word) => /^(?:-s|--schedule|--scheduler|-S)(?:=|$)/.test(word))) return undefined;
  for (const link of stageChain(stage)) {
    for (let index = link.instructions.length - 1; index >= 0; index--) {
      const instruction = link.instructions[index]!;
      const path = instruction.kind === "WORKDIR" ? instruction.words[0]?.text : undefined;
      if (path !== undefined) return /^\/[\w./-]+$/.test(path) ? path : undefined;
    }
  }
  return undefined;
}

/** Whether a step runs behind an instruction in its stage. */
export function hasStepAfter(stage: Stage, instruction: Instruction): boolean {
  return [ownOfKind(stage, "RUN").at(-1), ownOfKind(stage, "unknown").at(-1)].some((last) => last !== undefined && last.span.start > instruction.span.start);
}
