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
const placeholder = /^(?:x+|\*+|\.+|<.*>|pass(?:word)?|secret|changeme|example|user|postgres|root|guest|admin|test|dummy|token|x-oauth-basic|x-access-token)$/i;

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
      if (placeholder.test(password) || (isVariable && (hasSecret || /\$\(/.test(password) || instruction.kind === "ENV" || instruction.kind === "CMD" || instruction.kind === "ENTRYPOINT" || !isArgument(dockerfile, password)))) return [];
      const start = instruction.span.start + match.index + match[0].indexOf("://") + 3;
      const span = { start, end: start + match[1]!.length + 1 + password.length };
      return isInComment(dockerfile, start) || tokens.some((other) => other.span.start === start) ? [] : [{ span, isVariable }];
    });
    return [...tokens, ...passwords];
  });
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
