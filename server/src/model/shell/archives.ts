import type { Spanned } from "../../base/span.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { type CommandOption, findOption, optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** A command that unpacks an archive. */
export interface Extraction extends Spanned {
  readonly tool: "tar" | "unzip" | "7z";
  /** The archive; undefined where it is read from the standard input. */
  readonly archive: ShellWord | undefined;
  /** The directory that it is unpacked into, where one is given. */
  readonly directory: string | undefined;
  readonly options: readonly CommandOption[];
  readonly invocation: Invocation;
}

const tarSyntax: OptionSyntax = {
  withValue: optionNames("-f --file -C --directory -T --files-from -X --exclude-from --exclude --strip-components --transform --xform --owner --group --mode --use-compress-program -I --wildcards-match"),
};
const unzipSyntax: OptionSyntax = { withValue: optionNames("-d -x -P") };

export function extractionsOf(invocations: readonly Invocation[]): Extraction[] {
  return invocations.flatMap((invocation) => extractionOf(invocation) ?? []);
}

function extractionOf(invocation: Invocation): Extraction | undefined {
  switch (invocation.name) {
    case "tar":
    case "bsdtar":
      return tar(invocation);
    case "unzip": {
      const { options, operands } = parseArguments(invocation.arguments, unzipSyntax);
      if (findOption(options, "-l", "-t", "-p", "-v")) return undefined;
      return { ...base(invocation, options), tool: "unzip", archive: operands[0], directory: findOption(options, "-d")?.value };
    }
    case "7z":
    case "7za": {
      const [verb, archive] = invocation.arguments;
      if (verb?.unquoted !== "x" && verb?.unquoted !== "e") return undefined;
      const directory = invocation.arguments.find((word) => word.unquoted.startsWith("-o"))?.unquoted.slice(2);
      return { ...base(invocation, []), tool: "7z", archive, directory };
    }
    default:
      return undefined;
  }
}

function base(invocation: Invocation, options: readonly CommandOption[]) {
  return { span: invocation.span, invocation, options };
}

/** The old style takes its letters without a dash, `tar xzf file`: then the values follow in the order of the letters. */
function tar(invocation: Invocation): Extraction | undefined {
  const first = invocation.arguments[0]?.unquoted ?? "";
  const isOldStyle = /^[a-zA-Z]+$/.test(first);
  const { options, operands } = parseArguments(invocation.arguments.slice(isOldStyle ? 1 : 0), tarSyntax);
  const letters = isOldStyle ? first : "";
  if (!letters.includes("x") && !findOption(options, "-x", "--extract", "--get")) return undefined;
  const archive = letters.includes("f") ? operands[0] : findOption(options, "-f", "--file")?.valueWord;
  const directory = findOption(options, "-C", "--directory")?.value ?? oldStyleDirectory(letters, operands);
  return { ...base(invocation, options), tool: "tar", archive: archive?.unquoted === "-" ? undefined : archive, directory };
}

function oldStyleDirectory(letters: string, operands: readonly ShellWord[]): string | undefined {
  if (!letters.includes("C")) return undefined;
  return operands[letters.indexOf("f") !== -1 && letters.indexOf("f") < letters.indexOf("C") ? 1 : 0]?.unquoted;
}
