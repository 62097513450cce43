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
    return [...source.matchAll(pattern)].flatMap((match) => {
      const password = match[2]!;
      const isVariable = password.includes("$");
      if (placeholder.test(password) || (isVariable && (hasSecret || /\$\(/.test(password) || instruction.kind === "ENV" || instruction.kind === "CMD" || instruction.kind === "ENTRYPOINT" || !isArgument(dockerfile, password)))) return [];
      const start = instruction.span.start + match.index + match[0].indexOf("://") + 3;
      const span = { start, end: start + match[1]!.length + 1 + password.length };
      return dockerfile.tree.comments.some((comment) => comment.span.start <= start && start < comment.span.end) ? [] : [{ span, isVariable }];
    });
  });
}

const argumentNames = memoize((dockerfile: Dockerfile) => new Set(dockerfile.all("ARG").flatMap(({ pairs }) => pairs.map(({ key }) => key.text))));

/** Whether the variable is a build argument, whose value the history keeps. */
function isArgument(dockerfile: Dockerfile, password: string): boolean {
  const name = /\$\{?(\w+)/.exec(password)?.[1];
  return name !== undefined && argumentNames(dockerfile).has(name);
}
