import { alongside } from "../../base/anchored-span.ts";
import type { Span, Spanned } from "../../base/span.ts";
import type { PackageSyntax } from "../../data/package-managers.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import { type CommandOption, findOption } from "./options.ts";

/** A package as named on the command line. */
export interface PackageArgument extends Spanned {
  /**
   * `name` comes from the manager's own index; `path` and `url` are files and repositories; `group` is a set of packages
   * (`@development-tools`); `dynamic` is a variable's content, which may be any number of packages.
   */
  readonly kind: "name" | "path" | "url" | "group" | "dynamic";
  /** Without version, extras and quotes; expansions as written. */
  readonly name: string;
  /** As written behind the operator: `1.2.*`, `${VERSION}`. An open range such as `>=1` counts. */
  readonly version: string | undefined;
  /** What joins the name and the version: `=`, `==`, `@`, `-`. */
  readonly operator: string | undefined;
  /** Of the operator and the version, where the word has them as written. */
  readonly versionSpan: Span | undefined;
  readonly word: ShellWord;
}

interface NameAndVersion {
  readonly name: string;
  readonly operator?: string;
  readonly version?: string;
}

export function packageArgument(word: ShellWord, syntax: PackageSyntax, options: readonly CommandOption[]): PackageArgument {
  const text = word.unquoted;
  const kind = kindOf(word, text, syntax);
  const split = kind === "dynamic" || kind === "path" || kind === "group" ? { name: text } : splitVersion(text, syntax, kind);
  const suffix = split.operator === undefined ? undefined : split.operator + split.version!;
  const given = suffix === undefined && kind === "name" ? versionOption(syntax, options) : undefined;
  return {
    span: word.span,
    kind,
    name: split.name,
    version: split.version ?? given,
    operator: split.operator,
    versionSpan: suffix === undefined ? undefined : suffixSpan(word, text, suffix),
    word,
  };
}

/** Words that hold nothing but a variable, so that even their number of packages is unknown, or the whole address of a repository. */
const whollyDynamic = /^(?:(?:git|hg|svn|bzr)\+)?(?:\$\{[^}]*\}|\$\w+|\$[@*]|\$\(.*\)|`.*`)+$/s;

function kindOf(word: ShellWord, text: string, syntax: PackageSyntax): PackageArgument["kind"] {
  if (word.hasExpansion && whollyDynamic.test(text)) return "dynamic";
  if (/^(?:(?:git|hg|svn|bzr)\+|git:|github:|gitlab:|bitbucket:|https?:|ftp:|ssh:|git@)/.test(text)) return "url";
  if (/^(?:file:|\.{0,2}\/|~\/|\.{1,2}$)/.test(text)) return "path";
  if (/\.(?:deb|rpm|apk|whl|tgz|tar\.\w+|zip|gem|pkg\.tar\.\w+)$/.test(text) && !/\s/.test(text)) return text.startsWith("$") ? "dynamic" : "path";
  if ((syntax === "rpm" && text.startsWith("@")) || (syntax === "apt" && text.endsWith("^"))) return "group";
  if (syntax === "npm" && /^[\w.-]+\/[\w.-]+$/.test(text)) return "url";
  if (syntax === "pip" && /^[\w.-]+\//.test(text)) return "path";
  if (syntax === "pip" && /^\.[[$]/.test(text)) return "path";
  return "name";
}

function splitVersion(text: string, syntax: PackageSyntax, kind: PackageArgument["kind"]): NameAndVersion {
  switch (syntax) {
    case "apt":
      return matched(/^([^=/]+)([=/])(.+)$/s, text);
    case "apk":
      return matched(/^([^=~<>@]+)(=|~=|~|<=|>=|<|>|@)(.+)$/s, text);
    case "zypper":
      return matched(/^([^=<>]+)(=|<=|>=|<|>)(.+)$/s, text);
    case "pacman":
      return matched(/^([^=<>]+)(=|<=|>=|<|>)(.+)$/s, text);
    case "rpm":
      return matched(/^(.+?)(-)((?:\d+:)?(?:\d|\$).*)$/s, text);
    case "pip":
      if (kind === "url") return matched(/^(.+\/[^@]+)(@)([^@/#]+)(?:#.*)?$/s, text);
      return matched(/^([\w.$ {}-]+?)(?:\s*\[[^\]]*\])?\s*(===|==|~=|!=|<=|>=|<|>|@)\s*([^;]+)(?:;.*)?$/s, text, /\s*\[[^\]]*\]$/);
    case "npm":
      return matched(kind === "url" ? /^(.+)(#)(.+)$/s : /^(@?[^@]+)(@)(.+)$/s, text);
    case "gem":
      return matched(/^([^:]+)(:)(.+)$/s, text);
    case "go":
    case "cargo":
      return matched(/^(.+)(@)(.+)$/s, text);
    case "composer":
      return matched(/^([^:=@]+\/[^:=@]+)([:=@])(.+)$/s, text);
    case "none":
      return matched(/^([^=<>]+)(==|=|<=|>=|<|>)(.+)$/s, text);
  }
}

function matched(pattern: RegExp, text: string, dropped?: RegExp): NameAndVersion {
  const match = pattern.exec(text);
  if (match === null) return { name: dropped === undefined ? text : text.replace(dropped, "") };
  return { name: match[1]!, operator: match[2]!, version: match[3]! };
}

/** `gem install rails -v 7.1` and `cargo install ripgrep --version 14` give the version apart. */
function versionOption(syntax: PackageSyntax, options: readonly CommandOption[]): string | undefined {
  if (syntax === "gem") return findOption(options, "-v", "--version")?.value;
  if (syntax === "cargo") return findOption(options, "--version", "--vers", "--tag", "--rev")?.value;
  return undefined;
}

function suffixSpan(word: ShellWord, text: string, suffix: string): Span | undefined {
  if (word.text.length !== word.span.end - word.span.start) return undefined;
  const quote = word.text.length === text.length + 2 ? 1 : 0;
  if (word.text.slice(quote, quote + text.length) !== text) return undefined;
  const index = text.lastIndexOf(suffix);
  if (index === -1) return undefined;
  return alongside(word.span, word.span.start + quote + index, word.span.start + quote + index + suffix.length);
}
