import type { CommandOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";

export interface ForeignFlag {
  readonly option: CommandOption;
  /** Whose option it is. */
  readonly owner: string;
  /** What does the same in the manager that was called. */
  readonly instead: string | undefined;
}

interface Foreign {
  readonly owner: string;
  readonly instead?: string;
}

const exact = '"npm ci" never changes the lock file';

/** Options that a manager passes over in silence. Those that it refuses fail the build and need no rule. */
const foreign: Readonly<Record<string, Readonly<Record<string, Foreign>>>> = {
  npm: {
    "--frozen-lockfile": { owner: "Yarn and pnpm", instead: exact },
    "--pure-lockfile": { owner: "Yarn", instead: exact },
    "--immutable": { owner: "Yarn", instead: exact },
    "--non-interactive": { owner: "Yarn" },
    "--no-lockfile": { owner: "Yarn", instead: "use --no-package-lock" },
  },
  yarn: {
    "--omit": { owner: "npm", instead: "use --production" },
    "--legacy-peer-deps": { owner: "npm" },
    "--no-audit": { owner: "npm" },
    "--no-fund": { owner: "npm" },
  },
};

export function foreignFlags({ manager, action, options, invocation }: PackageCommand): ForeignFlag[] {
  const known = foreign[manager];
  if (known === undefined || action !== "install") return [];
  const end = invocation.words.find((word) => word.unquoted === "--")?.span.start ?? Number.POSITIVE_INFINITY;
  return options.flatMap((option) => {
    const found = Object.hasOwn(known, option.name) ? known[option.name]! : undefined;
    return found === undefined || option.span.start > end ? [] : [{ option, owner: found.owner, instead: found.instead }];
  });
}
