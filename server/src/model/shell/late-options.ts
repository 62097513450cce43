import type { ShellWord } from "../../syntax/shell/tree.ts";
import { baseName } from "./invocations.ts";
import { optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** Options of a runtime that stand behind the program that it runs, which gets them instead. */
export interface LateOptions {
  /** `java` or `node`, for messages. */
  readonly runtime: string;
  readonly options: readonly ShellWord[];
  /** What they belong in front of. */
  readonly program: ShellWord;
  /** Whether the program may have an option of that name itself. */
  readonly isSure: boolean;
}

const javaOption = /^-(?:X(?:m[xsn]|ss|X:|log|bootclasspath|debug|runjdwp|rs$)\S*|javaagent:.+|agent(?:lib|path):.+)$/;
const javaProperty = /^-D[\w.]+=/;
const nodeOption = /^--(?:max[-_](?:old[-_]space|semi[-_]space)[-_]size|expose[-_]gc|inspect(?:-brk)?|enable-source-maps|experimental-(?:default-type|detect-module|fetch|import-meta-resolve|json-modules|loader|modules|network-inspection|permission|require-module|specifier-resolution|sqlite|strip-types|transform-types|vm-modules|wasm-modules|websocket|worker)|trace-warnings|unhandled-rejections|heapsnapshot-signal|use-openssl-ca)(?:=|$)/;
/** Programs that pass such options on to the runtime: Jetty's launcher, and the tools of packages, many of which know them. */
const passesThemOn = /(?:^|\/)start\.jar$|(?:^|\/)node_modules\//;
const nodeSyntax: OptionSyntax = { withValue: optionNames("-r --require --import --loader --experimental-loader -C --conditions --env-file --title"), endsAtOperand: true };

/** The words are a program's name and its arguments. */
export function lateOptions([runtime, ...words]: readonly ShellWord[]): LateOptions | undefined {
  const name = runtime && baseName(runtime.unquoted);
  if (name === "java") return ofJava(words);
  return name === "node" || name === "nodejs" ? ofNode(words) : undefined;
}

function ofJava(words: readonly ShellWord[]): LateOptions | undefined {
  const jar = words.findIndex(({ unquoted }) => unquoted === "-jar");
  const behind = jar < 0 || passesThemOn.test(words[jar + 1]?.unquoted ?? "") ? [] : words.slice(jar + 2);
  const sure = behind.filter(({ unquoted }) => javaOption.test(unquoted));
  const options = sure.length > 0 ? sure : behind.filter(({ unquoted }) => javaProperty.test(unquoted));
  return options.length > 0 ? { runtime: "java", options, program: words[jar]!, isSure: sure.length > 0 } : undefined;
}

function ofNode(words: readonly ShellWord[]): LateOptions | undefined {
  const [script] = parseArguments(words, nodeSyntax).operands;
  if (script === undefined || passesThemOn.test(script.unquoted) || words.some(({ unquoted }) => unquoted === "-e" || unquoted === "--eval")) return undefined;
  const options = words.slice(words.indexOf(script) + 1).filter(({ unquoted }) => nodeOption.test(unquoted));
  return options.length > 0 ? { runtime: "node", options, program: script, isSure: true } : undefined;
}
