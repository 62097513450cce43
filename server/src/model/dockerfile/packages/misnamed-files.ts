import type { PackageCommand } from "../../shell/packages.ts";
import type { PackageArgument } from "../../shell/package-arguments.ts";

/** A file in an install command that the package manager takes for the name of a package. */
export interface MisnamedFile {
  readonly argument: PackageArgument;
  readonly kind: "address" | "package-file" | "requirements";
}

export function misnamedFiles({ action, family, packages, options }: PackageCommand): MisnamedFile[] {
  if (action !== "install") return [];
  return packages.flatMap((argument) => {
    const kind = family === "apt" ? aptFile(argument) : family === "python" && !options.some(({ name }) => name === "--find-links") ? requirements(argument) : undefined;
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
