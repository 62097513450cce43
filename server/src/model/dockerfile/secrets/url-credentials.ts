import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { mountsOf } from "../files/mounts.ts";
import type { Dockerfile } from "../dockerfile.ts";

export interface UrlCredentials {
  /** The user and the password, without the `@`. */
  readonly span: Span;
  /** Whether the password is a variable of the build. */
  readonly isVariable: boolean;
}

const pattern = /\b(?:https?|ftps?|git|ssh|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?|rediss?):\/\/([^\s/:@"'`<>]*):([^\s/@"'`<>]+)@[\w[$.-]/gi;
/** A token in place of the user's name, as GitHub takes it; the password behind it says nothing. */
const token = /\bhttps?:\/\/(\$\{?(\w*(?:TOKEN|SECRET|PASS|PAT|KEY)\w*)\}?(?::[^\s/@"'`<>$]*)?)@[\w[$.-]/gi;
/** Passwords of examples and of services on the machine itself, which protect nothing. */
const placeholder = /^(?:x+|\*+|\.+|<.*>|pass(?:wd|word)?|pwd?|secret|changeme|example|user|postgres|root|guest|admin|test|dummy|fake|placeholder|build|token|x-oauth-basic|x-access-token)$/i;
/** A name in capitals or braces is to be replaced, and so is what printf or another program fills in. */
const blank = /^(?:\{.*\}|\[.*\]|[A-Z]+(?:_[A-Z]+)*)$|^%/;
const localHost = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0)\b/i;

/** User names with passwords in the addresses of instructions, comments left out. */
export function credentialsInUrls(dockerfile: Dockerfile): UrlCredentials[] {
  const { text } = dockerfile;
  if (!text.includes("@")) return [];
  return dockerfile.tree.instructions.flatMap((instruction) => {
    const source = text.slice(instruction.span.start, instruction.span.end);
    if (!source.includes("://")) return [];
    const hasSecret = instruction.kind === "RUN" && mountsOf(dockerfile, instruction).some(({ type }) => type === "secret");
    const isKept = instruction.kind === "RUN" && !hasSecret;
    const tokens = !isKept ? [] : [...source.matchAll(token)].flatMap((match): UrlCredentials[] => {
      const start = instruction.span.start + match.index + match[0].indexOf("://") + 3;
      return argumentNames(dockerfile).has(match[2]!) && !isInComment(dockerfile, start) ? [{ span: { start, end: start + match[1]!.length }, isVariable: true }] : [];
    });
    const passwords = [...source.matchAll(pattern)].flatMap((match): UrlCredentials[] => {
      const password = match[2]!;
      const isVariable = password.includes("$");
      if (isExample(match, source) || (isVariable && (hasSecret || /\$\(/.test(password) || instruction.kind === "ENV" || instruction.kind === "CMD" || instruction.kind === "ENTRYPOINT" || !isArgument(dockerfile, password)))) return [];
      const start = instruction.span.start + match.index + match[0].indexOf("://") + 3;
      const span = { start, end: start + match[1]!.length + 1 + password.length };
      return isInComment(dockerfile, start) || tokens.some((other) => other.span.start === start) ? [] : [{ span, isVariable }];
    });
    return [...tokens, ...passwords];
  });
}

/** A password that is the user's name as well, or one of the machine itself, is made up for the build or for a try. */
function isExample({ 0: whole, 1: user, 2: password, index }: RegExpExecArray, source: string): boolean {
  const host = source.slice(index + whole.length - 1, index + whole.length + 20);
  return placeholder.test(password!) || blank.test(password!) || password === user || (localHost.test(host) && !password!.includes("$")) || /^[\w-]*/.exec(host)![0] === password;
}

function isInComment({ tree }: Dockerfile, offset: number): boolean {
  return tree.comments.some(({ span }) => span.start <= offset && offset < span.end);
}

const argumentNames = memoize((dockerfile: Dockerfile) => new Set(dockerfile.all("ARG").flatMap(({ pairs }) => pairs.map(({ key }) => key.text))));

/** Whether the variable is a build argument, whose value the history keeps. */
function isArgument(dockerfile: Dockerfile, password: string): boolean {
  const name = /\$\{?(\w+)/.exec(password)?.[1];
  return name !== undefined && argumentNames(dockerfile).has(name);
}
