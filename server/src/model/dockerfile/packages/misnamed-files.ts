import type { PackageCommand } from "../../shell/packages.ts";
import type { PackageArgument } from "../../shell/package-arguments.ts";

/** A file in an install command that the package manager takes for the name of a package. */
export interface MisnamedFile {
  readonly argument: PackageArgument;
  readonly kind: "address" | "package-file" | "requirements";
}

export function misnamedFiles({ action, family, packages, options, subcommand }: PackageCommand): MisnamedFile[] {
  // `uv pip sync` takes files.
  if (action !== "install" || subcommand.endsWith("sync")) return [];
  const isPip = family === "python" && !options.some(({ name }) => name === "--find-links");
  return packages.flatMap((argument, index) => {
    // A variable in front may end with -r.
    const isFree = packages[index - 1]?.kind !== "dynamic";
    const kind = family === "apt" ? aptFile(argument) : isPip && isFree ? requirements(argument) : undefined;
    return kind === undefined ? [] : [{ argument, kind }];
  });
}

/** apt looks at files only where a path names them, and fetches none. */
function aptFile({ word: { unquoted: text } }: PackageArgument): MisnamedFile["kind"] | undefined {
  if (/^(?:https?|ftp):\/\//.test(text)) return "address";
  return /^[^/$]+\.deb$/.test(text) ? "package-file" : undefined;
}

function requirements({ word: { unquoted: text } }: PackageArgument): MisnamedFile["kind"] | undefined {
  return /^[^$:]*requirements[^$:]*\.(?:txt|in)$/.test(text) ? "requirements" : undefined;
}
