export type ShellKind = "sh" | "bash" | "powershell" | "cmd" | "other";

const posixShells = new Set(["sh", "ash", "dash", "busybox", "mksh", "yash", "posh"]);
const bashShells = new Set(["bash", "rbash", "ksh", "ksh93", "zsh"]);

/** The dialect of a SHELL instruction's array, or of any argument vector that starts a shell. An empty one is `other`. */
export function shellKind(shellArgv: readonly string[]): ShellKind {
  const first = shellArgv[0];
  if (first === undefined) return "other";
  const name = programName(first);
  if (name === "env" && shellArgv.length > 1) {
    const rest = shellArgv.slice(1).filter((word) => !word.startsWith("-") && !word.includes("="));
    return rest.length === 0 ? "other" : shellKind(rest);
  }
  if (posixShells.has(name)) return "sh";
  if (bashShells.has(name)) return "bash";
  if (name === "powershell" || name === "pwsh") return "powershell";
  return name === "cmd" ? "cmd" : "other";
}

/** Whether scripts for this shell may be read by `parseShell`. */
export function isPosixLike(kind: ShellKind): boolean {
  return kind === "sh" || kind === "bash";
}

/** The interpreter that a script names in its first line, `#!/usr/bin/env bash`; undefined without such a line. */
export function shebangArgv(script: string): string[] | undefined {
  const match = /^#![ \t]*([^\r\n]*)/.exec(script);
  if (match === null) return undefined;
  const words = match[1]!.split(/[ \t]+/).filter((word) => word !== "");
  return words.length === 0 ? undefined : words;
}

/** The last component of a program's path in lower case, without `.exe`; both kinds of slashes count. */
export function programName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  return name.endsWith(".exe") ? name.slice(0, -4) : name;
}
