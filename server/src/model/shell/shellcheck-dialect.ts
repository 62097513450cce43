import type { ShellcheckDialect } from "../../base/shellcheck-runner.ts";
import type { Distribution } from "../../data/base-images.ts";
import { programName } from "../../syntax/shell/dialect.ts";

/** How ShellCheck shall read a script, and which of its remarks on portability do not hold for the shell that is really there. */
export interface CheckedDialect {
  readonly dialect: ShellcheckDialect;
  /** `all` where nothing is known of the shell. */
  readonly supported: ReadonlySet<number> | "all";
}

const nothing: ReadonlySet<number> = new Set();

/**
 * What BusyBox's ash can do beyond POSIX as distributions build it: `$'…'`, `[[`, `==`, `=~`, `++`, `**`, `&>`, RANDOM, options of echo
 * and exec, let, pipefail, options of read, source, substrings and replacements.
 */
const ofAsh: ReadonlySet<number> = new Set([3003, 3010, 3014, 3015, 3018, 3019, 3020, 3028, 3036, 3037, 3038, 3039, 3040, 3043, 3045, 3046, 3048, 3051, 3057, 3060]);

/**
 * The dialect of a shell that SHELL or a `#!` line names. What `sh` is depends on the image: dash on Debian, ash on Alpine, bash on
 * Fedora and its kin. Undefined for shells that ShellCheck cannot read.
 */
export function shellcheckDialect(shellArgv: readonly string[], distribution: Distribution): CheckedDialect | undefined {
  const names = shellArgv.map(programName);
  const name = names[0] === "env" ? names.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : names[0];
  switch (name) {
    case "bash":
    case "rbash":
      return { dialect: "bash", supported: nothing };
    case "ksh":
    case "ksh93":
    case "mksh":
      return { dialect: "ksh", supported: nothing };
    case "dash":
      return { dialect: "dash", supported: nothing };
    case "ash":
    case "busybox":
      return { dialect: "dash", supported: ofAsh };
    case "sh":
      return dialectOfSh(distribution);
    default:
      return undefined;
  }
}

function dialectOfSh(distribution: Distribution): CheckedDialect {
  if (distribution === "debian") return { dialect: "dash", supported: nothing };
  if (distribution === "alpine" || distribution === "busybox") return { dialect: "dash", supported: ofAsh };
  if (distribution === "rhel" || distribution === "suse" || distribution === "arch") return { dialect: "bash", supported: nothing };
  return { dialect: "sh", supported: "all" };
}
