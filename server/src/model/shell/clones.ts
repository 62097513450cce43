import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { findOption, noOptionValues, optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** A `git clone` of a repository at whatever its branch holds on the day of the build. */
export interface MovingClone {
  readonly invocation: Invocation;
  readonly url: ShellWord;
  /** The branch that is named; undefined for the default branch. */
  readonly branch: ShellWord | undefined;
  readonly isDeep: boolean;
}

/** What `git clone` takes. */
export const cloneSyntax: OptionSyntax = {
  withValue: optionNames("-b --branch -o --origin -u --upload-pack --depth --reference --separate-git-dir -c --config -j --jobs --filter --template --server-option --revision --shallow-since --shallow-exclude --bundle-uri"),
};
const gitSyntax: OptionSyntax = { withValue: optionNames("-C -c --git-dir --work-tree"), endsAtOperand: true };
const movingBranch = /^(?:main|master|develop|dev|trunk|next|stable|HEAD)$/;

/** The clones of a script behind which nothing chooses a commit or tag. */
export function movingClones(invocations: readonly Invocation[]): MovingClone[] {
  const calls = gitCalls(invocations);
  const lastChoice = calls.findLastIndex(isChoice);
  return calls.flatMap(({ invocation, subcommand, rest }, index): MovingClone[] => {
    if (subcommand !== "clone" || index < lastChoice) return [];
    const { options, operands } = parseArguments(rest, cloneSyntax);
    const branch = findOption(options, "-b", "--branch")?.valueWord;
    const name = findOption(options, "-b", "--branch")?.value;
    const url = operands[0];
    if (!url || /^(?:\.{0,2}\/|file:)/.test(url.unquoted) || findOption(options, "--revision", "--mirror", "--bare") || (name !== undefined && !movingBranch.test(name))) return [];
    return [{ invocation, url, branch, isDeep: !findOption(options, "--depth", "--shallow-since") }];
  });
}

/** Whether a script that clones nothing chooses the commit of what was cloned before; undefined for one that clones. */
export function choosesCommit(invocations: readonly Invocation[]): boolean | undefined {
  const calls = gitCalls(invocations);
  return calls.some(({ subcommand }) => subcommand === "clone") ? undefined : calls.some(isChoice);
}

function isChoice({ subcommand }: { readonly subcommand: string | undefined }): boolean {
  return /^(?:checkout|switch|reset|fetch|worktree|submodule)$/.test(subcommand ?? "");
}

function gitCalls(invocations: readonly Invocation[]): { invocation: Invocation; subcommand: string | undefined; rest: readonly ShellWord[] }[] {
  return invocations.flatMap((invocation) => (invocation.name === "git" ? [{ invocation, ...gitCall(invocation) }] : []));
}

function gitCall({ arguments: words }: Invocation): { subcommand: string | undefined; rest: readonly ShellWord[] } {
  const { operands } = parseArguments(words, words.some(({ unquoted }) => /^-[Cc]$|^--(?:git-dir|work-tree)/.test(unquoted)) ? gitSyntax : { ...noOptionValues, endsAtOperand: true });
  return { subcommand: operands[0]?.unquoted, rest: operands.slice(1) };
}
