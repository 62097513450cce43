import { encloses, type Spanned } from "../../base/span.ts";
import type { ShellCommand, ShellWord } from "../../syntax/shell/tree.ts";
import { baseName, type Invocation, unwrap } from "./invocations.ts";
import { type CommandOption, findOption, optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** A call of curl, wget or their like. */
export interface Download extends Spanned {
  readonly tool: "curl" | "wget" | "aria2c";
  readonly invocation: Invocation;
  readonly urls: readonly ShellWord[];
  readonly options: readonly CommandOption[];
  /** The file that it writes, as far as it is named; undefined for the name at the end of the URL, and for the standard output. */
  readonly output: string | undefined;
  readonly writesStandardOutput: boolean;
  /** Certificates are not checked: `-k`, `--no-check-certificate`. */
  readonly isInsecure: boolean;
  /** An HTTP error is a failure of the command: always with wget, with `-f` for curl. */
  readonly failsOnHttpError: boolean;
  readonly followsRedirects: boolean;
  /** The interpreter that runs what is downloaded: `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`. */
  readonly executedBy: Invocation | undefined;
}

const curlSyntax: OptionSyntax = {
  withValue: optionNames(
    "-o --output -H --header -d --data --data-binary --data-raw --data-urlencode -X --request -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -F --form -T --upload-file -x --proxy -U --proxy-user -m --max-time -y --speed-time -Y --speed-limit -C --continue-at -r --range -w --write-out -E --cert --cert-type --cacert --capath --key --key-type --ciphers --connect-timeout --retry --retry-delay --retry-max-time --limit-rate --max-redirs --max-filesize -K --config --interface --resolve --connect-to --url --output-dir -D --dump-header --proto --proto-default --proto-redir --tls-max --noproxy -Q --quote -z --time-cond --unix-socket --netrc-file --aws-sigv4 --oauth2-bearer --dns-servers --parallel-max --json",
  ),
};
const wgetSyntax: OptionSyntax = {
  withValue: optionNames(
    "-O --output-document -P --directory-prefix -o --output-file -a --append-output -i --input-file -t --tries -T --timeout --dns-timeout --connect-timeout --read-timeout -w --wait --waitretry -Q --quota --limit-rate --header --user --password --http-user --http-password --user-agent -U --referer --post-data --post-file --ca-certificate --certificate --private-key -e --execute -A --accept -R --reject -D --domains -l --level --max-redirect --method --body-data --body-file -B --base --progress --secure-protocol -X -I --cut-dirs --bind-address --load-cookies --save-cookies -Y --proxy",
  ),
};
const ariaSyntax: OptionSyntax = { withValue: optionNames("-o --out -d --dir -x -s -j -i --header --user-agent --checksum -k") };

export function downloadsOf(invocations: readonly Invocation[]): Download[] {
  const downloads = invocations.flatMap((invocation) => downloadOf(invocation) ?? []);
  if (downloads.length === 0) return [];
  const executors = executorsAmong(invocations);
  return downloads.map((download) => ({ ...download, executedBy: executorOf(download.invocation, executors) }));
}

function downloadOf(invocation: Invocation): Omit<Download, "executedBy"> | undefined {
  switch (invocation.name) {
    case "curl":
      return curl(invocation);
    case "wget":
    case "wget2":
      return wget(invocation);
    case "aria2c": {
      const { options, operands } = parseArguments(invocation.arguments, ariaSyntax);
      const output = findOption(options, "-o", "--out")?.value;
      const isInsecure = options.some((option) => option.name === "--check-certificate" && option.value === "false");
      return { ...base(invocation, options), tool: "aria2c", urls: operands, output, isInsecure };
    }
    default:
      return undefined;
  }
}

function base(invocation: Invocation, options: readonly CommandOption[]) {
  return { span: invocation.span, invocation, options, writesStandardOutput: false, failsOnHttpError: true, followsRedirects: true };
}

function curl(invocation: Invocation): Omit<Download, "executedBy"> {
  const { options, operands } = parseArguments(invocation.arguments, curlSyntax);
  const output = findOption(options, "-o", "--output");
  const isRemoteName = findOption(options, "-O", "--remote-name", "--remote-name-all") !== undefined;
  const given = options.filter((option) => option.name === "--url").flatMap((option) => option.valueWord ?? []);
  const isOpen = operands.length > 1 && operands.some(({ text }) => optionVariable.test(text));
  const toFile = output !== undefined && output.value !== "-" && output.value !== "/dev/stdout";
  return {
    ...base(invocation, options),
    tool: "curl",
    urls: [...operands, ...given],
    output: toFile ? output.value : undefined,
    writesStandardOutput: !toFile && !isRemoteName && !isRedirected(invocation),
    isInsecure: findOption(options, "-k", "--insecure") !== undefined,
    failsOnHttpError: isOpen || findOption(options, "-f", "--fail", "--fail-with-body") !== undefined,
    followsRedirects: isOpen || findOption(options, "-L", "--location", "--location-trusted") !== undefined,
  };
}

/** A variable that may hold any number of options. */
const optionVariable = /^(?:\$\w+|\$\{\w+\}|"?\$\{\w+\[@\]\}"?|"?\$@"?)$/;

function wget(invocation: Invocation): Omit<Download, "executedBy"> {
  const { options, operands } = parseArguments(invocation.arguments, wgetSyntax);
  const output = findOption(options, "-O", "--output-document");
  const isStandardOutput = output?.value === "-" || output?.value === "/dev/stdout";
  return {
    ...base(invocation, options),
    tool: "wget",
    urls: operands,
    output: isStandardOutput ? undefined : output?.value,
    writesStandardOutput: isStandardOutput && !isRedirected(invocation),
    isInsecure: options.some(({ name, value }) => name === "--no-check-certificate" || (name === "--check-certificate" && /^(?:off|quiet)$/.test(value ?? ""))),
  };
}

function isRedirected(invocation: Invocation): boolean {
  const redirections = invocation.command?.redirections ?? [];
  return redirections.some((one) => /^(?:>|>>|>\||&>|&>>)$/.test(one.operator) && (one.descriptor === undefined || one.descriptor === 1));
}

const interpreters = /^(?:(?:ba|da|a|z|k)?sh|python[\d.]*|perl|ruby|node|php)$/;

/** The invocations that may run a program, by their command, and those that have a substitution among their arguments, in order. */
interface Executors {
  readonly byCommand: ReadonlyMap<ShellCommand, Invocation>;
  readonly substituting: readonly { readonly word: ShellWord; readonly invocation: Invocation }[];
}

function executorsAmong(invocations: readonly Invocation[]): Executors {
  const byCommand = new Map<ShellCommand, Invocation>();
  const substituting: { word: ShellWord; invocation: Invocation }[] = [];
  for (const invocation of invocations) {
    if (invocation.command !== undefined && interpreters.test(invocation.name)) byCommand.set(invocation.command, invocation);
    if (!/^(?:(?:ba|da|a|z|k)?sh|eval|source|\.)$/.test(invocation.name)) continue;
    for (const word of invocation.arguments) if (word.hasExpansion) substituting.push({ word, invocation });
  }
  return { byCommand, substituting: substituting.sort((a, b) => a.word.span.start - b.word.span.start) };
}

/** How many commands of a pipeline may stand between a download and the interpreter, and how deep one may be nested. */
const reach = 16;

function executorOf(download: Invocation, executors: Executors): Invocation | undefined {
  const { use } = download;
  if (use === undefined) return undefined;
  for (const node of use.pipeline.commands.slice(use.pipelineIndex + 1, use.pipelineIndex + 1 + reach)) {
    const next = node.kind === "command" ? executors.byCommand.get(node) : undefined;
    if (next !== undefined && readsProgram(next)) return next;
  }
  return use.scope.isSubshell ? substitutingExecutor(download, executors.substituting) : undefined;
}

function substitutingExecutor(download: Invocation, candidates: Executors["substituting"]): Invocation | undefined {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (candidates[middle]!.word.span.start <= download.span.start) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= Math.max(0, low - reach); index--) {
    const { word, invocation } = candidates[index]!;
    if (encloses(word.span, download.span) && isProgram(word)) return invocation;
  }
  return undefined;
}

/** Whether a substitution is all of a word, or a file that is read. */
function isProgram(word: ShellWord): boolean {
  return word.parts.some((part) => part.kind === "process") || /^"?(?:\$\(|`)/.test(word.text);
}

/** Whether an interpreter takes its program from the standard input: no script file, no `-c`. */
function readsProgram(invocation: Invocation): boolean {
  const { options, operands } = parseArguments(invocation.arguments, { withValue: optionNames("-o"), endsAtOperand: true });
  if (options.some((option) => ["-c", "-m", "-e", "--eval"].includes(option.name))) return false;
  return options.some((option) => option.name === "-s") || operands.length === 0 || operands[0]!.unquoted === "-" || operands[0]!.unquoted === "/dev/stdin";
}

/** The program that receives a command's output, behind `sudo` and its like. */
export function pipedInto(invocation: Invocation): string | undefined {
  const next = invocation.use?.pipeline.commands[invocation.use.pipelineIndex + 1];
  if (next?.kind !== "command" || next.name === undefined) return undefined;
  const program = unwrap([next.name, ...next.arguments]).rest[0];
  return program === undefined ? undefined : baseName(program.unquoted);
}
