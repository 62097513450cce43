import { memoize } from "../../../base/memoize.ts";
import type { Instruction, WordsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type AccountCreation, accountCreationsOf } from "../../shell/users.ts";
import { baseFacts } from "../images/base-facts.ts";
import { countBefore, lastOwn, ownOfKind, type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { hasProgram } from "../containers/programs.ts";
import { commandWords, startWords } from "../containers/command-words.ts";
import { scriptOf } from "../scripts/scripts.ts";

/** Whether the words of a USER name root: by name or number, with or without a group. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0)(?::|$)/.test(plainUser(user));
}

/** The argument of a USER without quotes. */
export function plainUser(user: string): string {
  return user.replace(/^(["'])(.*)\1$/, "$2");
}

/** The last USER of the stage itself when it names root. */
export function ownRootUser(stage: Stage): WordsInstruction | undefined {
  const user = lastOwn(stage, "USER");
  return user?.keyword === "USER" && isRootUser(user.words[0]?.text ?? "") ? user : undefined;
}

/** The user in force in front of an instruction, or at the end of the stage without one; undefined where only the base knows it and we do not. */
export function userAt(stage: Stage, before?: Instruction): string | undefined {
  for (const link of stageChain(stage)) {
    const users = ownOfKind(link, "USER");
    const stop = link === stage && before ? countBefore(users, before.span.start) : users.length;
    for (let index = stop - 1; index >= 0; index--) {
      const word = users[index]!.words[0];
      if (word) return plainUser(word.text);
    }
  }
  return baseFacts(stage).user;
}

/** Users that the steps of a stage's chain create by a name that is known, the nearest first. */
export function createdUsers(stage: Stage): AccountCreation[] {
  return stageChain(stage).flatMap(usersCreatedIn).filter((account) => account.kind === "user");
}

/** Users and groups that the stage's own steps create by a name that is known. */
export const usersCreatedIn: (stage: Stage) => readonly AccountCreation[] = memoize((stage: Stage) =>
  stage.instructions.flatMap((instruction) => {
    if (instruction.kind !== "RUN") return [];
    return accountCreationsOf(scriptOf(stage.dockerfile, instruction).invocations).filter((account) => !account.name.hasExpansion);
  }));

const switchers = ["gosu", "su-exec", "setpriv", "runuser", "s6-setuidgid", "setuidgid", "chpst", "su", "sudo", "doas", "setuser", "chroot", "start-stop-daemon", "tini-su"];
/** Inits, and daemons that need root for themselves and work for each client or job as the user it belongs to. */
const rootDaemon = /^(?:init|systemd|my_init|runit(?:-init)?|runsvdir|sshd|crond?|dockerd|smbd|postfix|dovecot|vsftpd|openvpn|keepalived|dnsmasq|chronyd|ntpd)$/;
const installedSwitchers = ["gosu", "su-exec"];

/** Whether containers of the stage start as root but give it up themselves, as far as that can be seen. */
export function stepsDown(stage: Stage): boolean {
  const { entrypoint, cmd } = startCommandOf(stage);
  for (const instruction of [entrypoint, cmd]) {
    if (instruction && (mentionsSwitcher(stage, instruction) || startsRootDaemon(stage, instruction))) return true;
  }
  // The init of s6-overlay starts each service as the user that its script names.
  if (entrypoint?.command?.exec?.items[0]?.value === "/init") return true;
  if (installedSwitchers.some((name) => hasProgram(stage, name) === "yes") || downloadsSwitcher(stage) || isToldUser(stage)) return true;
  const { stepsDownFor } = baseFacts(stage);
  if (entrypoint || stepsDownFor.length === 0) return false;
  if (!cmd) return true;
  const first = cmd.command?.exec?.items[0]?.value;
  return first !== undefined && (first.startsWith("-") || stepsDownFor.includes(first));
}

/** Application servers that start as root to open what they need, and then become the user that an option or variable names. */
function isToldUser(stage: Stage): boolean {
  const words = startWords(stage);
  const server = words.find((word) => /(?:^|\/)(?:uwsgi|gunicorn|celery)$/.test(word));
  if (server === undefined) return false;
  if (words.some((word) => /^--(?:uid|user)(?:=|$)/.test(word))) return true;
  return server.endsWith("uwsgi") && stageChain(stage).some((link) => ownOfKind(link, "ENV").some((env) => env.kind === "ENV" && env.pairs.some(({ key }) => key.text === "UWSGI_UID")));
}

function mentionsSwitcher(stage: Stage, instruction: NonNullable<ReturnType<typeof startCommandOf>["cmd"]>): boolean {
  if (instruction.command?.exec) return commandWords(stage.dockerfile, instruction).some((word) => switchers.includes(word.slice(word.lastIndexOf("/") + 1)));
  return scriptOf(stage.dockerfile, instruction).invocations.some(({ name, wrappers }) => [name, ...wrappers.map((word) => word.unquoted)].some((word) => switchers.includes(word.slice(word.lastIndexOf("/") + 1))));
}

/** An entrypoint script is often given the init that it is to start. */
function startsRootDaemon(stage: Stage, instruction: NonNullable<ReturnType<typeof startCommandOf>["cmd"]>): boolean {
  const isInit = (word: string) => /^(?:\/usr)?\/(?:s?bin\/(?:init|systemd)|lib\/systemd\/systemd)$/.test(word);
  return commandWords(stage.dockerfile, instruction).some(isInit) || scriptOf(stage.dockerfile, instruction).invocations.some(({ name }) => rootDaemon.test(name));
}

/** `wget -O /usr/local/bin/gosu …` and the like: only the name in some word tells. */
function downloadsSwitcher(stage: Stage): boolean {
  return stageChain(stage).some((link) => link.instructions.some((instruction) =>
    instruction.kind === "RUN" && /\b(?:gosu|su-exec)\b/.test(link.dockerfile.written(instruction))));
}
