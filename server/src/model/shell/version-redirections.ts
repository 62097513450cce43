import type { Span } from "../../base/span.ts";
import type { PackageCommand } from "./packages.ts";

/** A version constraint without quotes, `sqlite>3.38`, whose angle bracket the shell takes for a redirection. */
export interface VersionRedirection {
  /** The name of the package. */
  readonly name: string;
  /** From the bracket to the end of the version. */
  readonly constraint: Span;
  /** The package with all of its constraints. */
  readonly whole: Span;
  /** Whether the shell looks for a file to read, which fails, instead of writing one. */
  readonly isRead: boolean;
}

/** What a version begins with: a digit, a variable, or the equals sign of `>=`. A name such as `/dev/null` or `install.log` is a file. */
const version = /^=?[\d$]|^=/;
const fileName = /\.(?:log|txt|out|err)$|^\$\{?\w*(?:LOG|OUT|ERR|FILE|NULL|DIR|PATH)/i;

/** The constraints in an install command that are redirections; those behind one another make one finding. */
export function versionRedirections({ action, packages, invocation }: PackageCommand): VersionRedirection[] {
  if (action !== "install" || invocation.command === undefined) return [];
  const byEnd = new Map(packages.map((each) => [each.span.end, each]));
  const found: VersionRedirection[] = [];
  let last: VersionRedirection | undefined;
  for (const { span, operator, descriptor, target, heredoc } of invocation.command.redirections) {
    if (descriptor !== undefined || target === undefined || heredoc !== undefined || !/^[<>]$/.test(operator) || !version.test(target.text) || fileName.test(target.text) || target.span.start > span.start + 1) continue;
    if (last !== undefined && last.whole.end === span.start) {
      found.pop();
      last = { ...last, whole: { start: last.whole.start, end: span.end } };
    } else {
      const owner = byEnd.get(span.start) ?? (target.text.startsWith("=") ? byEnd.get(span.start - 1) : undefined);
      last = owner?.kind !== "name" ? undefined : { name: owner.name.replace(/@$/, ""), constraint: span, whole: { start: owner.span.start, end: span.end }, isRead: operator === "<" };
    }
    if (last !== undefined) found.push(last);
  }
  return found;
}
