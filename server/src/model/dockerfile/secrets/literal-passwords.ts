import { memoize } from "../../../base/memoize.ts";
import type { Spanned } from "../../../base/span.ts";
import { pipedInto } from "../../shell/downloads.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { runSteps } from "../scripts/run-steps.ts";
import type { InstructionScript } from "../scripts/scripts.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Azure App Service connects with this password, behind its own login, and with no other. */
const demandedByAzure = /^root:Docker!(?:\\n)?$/;

/** Passwords in commands that are neither variables nor empty. */
export function literalPasswords(dockerfile: Dockerfile): Spanned[] {
  return runSteps(dockerfile).flatMap(({ script }) => passwordsIn(script));
}

const passwordsIn = memoize(({ invocations }: InstructionScript): readonly Spanned[] => invocations.flatMap((invocation) => passwordIn(invocation) ?? []));

function passwordIn(invocation: Invocation): Spanned | undefined {
  const { name, arguments: words } = invocation;
  // `echo root:secret | chpasswd`, and twice the word for passwd.
  if ((name === "echo" || name === "printf") && /^(?:chpasswd|passwd|smbpasswd)$/.test(pipedInto(invocation) ?? "")) return words.find((word) => isLiteral(word.unquoted.replace(/^[\w.-]+:/, "")) && !word.unquoted.startsWith("-") && !demandedByAzure.test(word.unquoted));
  const variable = invocation.command?.assignments.find((assignment) => /^(?:PGPASSWORD|MYSQL_PWD|SSHPASS|REDISCLI_AUTH)$/.test(assignment.name) && isLiteral(assignment.value.unquoted));
  if (variable) return variable;
  for (const [index, word] of words.entries()) {
    const text = word.unquoted;
    const next = words[index + 1];
    if (/^(?:useradd|usermod|adduser)$/.test(name) && /^(?:-p|--password)$/.test(text) && next && isLiteral(next.unquoted)) return next;
    if (/^(?:curl|wget|mysql|mysqladmin|sshpass|htpasswd)$/.test(name)) {
      const value = /^--(?:http-)?password=(.+)$/.exec(text)?.[1];
      if (value !== undefined && isLiteral(value)) return word;
    }
    if (name === "curl" && /^(?:-u|--user|--proxy-user|-U)$/.test(text) && next && /^[^:$]+:./.test(next.unquoted) && isLiteral(next.unquoted.replace(/^[^:]*:/, ""))) return next;
    if (((name === "sshpass" && text === "-p") || (name === "docker" && /^(?:-p|--password)$/.test(text) && words[0]!.unquoted === "login")) && next && isLiteral(next.unquoted)) return next;
    if (name === "sshpass" && /^-p./.test(text) && isLiteral(text.slice(2))) return word;
  }
  return undefined;
}

/** A `*` or `!` in place of a password locks the account; a hash's salt begins with a dollar sign. */
function isLiteral(text: string): boolean {
  return text !== "" && !/^[!*x]$|[$`]|^%/.test(text);
}
