import type { Span } from "../../base/span.ts";
import type { ShellFacts } from "./facts.ts";
import type { Invocation } from "./invocations.ts";
import { type WrittenPath, writtenPaths } from "./written-paths.ts";

/** An attempt of a step to set what belongs to the machine, or to the start of the container. */
export interface HostSetting {
  readonly span: Span;
  readonly kind: "mounted-file" | "kernel";
  /** The file or the kernel's setting. */
  readonly name: string;
  /** The option of `docker run` that sets it. */
  readonly option: string;
  readonly invocation: Invocation | undefined;
}

/** Files that the builder mounts into each step and Docker into each container. */
const mountedFiles: ReadonlyMap<string, string> = new Map([["/etc/hosts", "--add-host"], ["/etc/resolv.conf", "--dns"]]);

/** The first change of each file, and every call of sysctl that sets something. */
export function hostSettings(facts: ShellFacts): HostSetting[] {
  const written = writtenPaths(facts);
  // The first of each kind says enough about a step.
  const files = [...mountedFiles.keys()].flatMap((path) => written.find((each) => each.path === path) ?? []);
  const kernel = written.find(({ path }) => path.startsWith(kernelFolder));
  return [...files, ...(kernel ? [kernel] : [])].filter(({ path }) => !isTested(facts, path)).map((each) => settingOf(each, facts)).concat(facts.invocations.flatMap(sysctl));
}

/** A step that asks first whether it may write knows that it may not. */
function isTested({ commands }: ShellFacts, path: string): boolean {
  return commands.some(({ command: { name, arguments: words } }) => (name?.text === "[" || name?.text === "test") && words.some(({ text }, index) => text === "-w" && words[index + 1]?.unquoted === path));
}

const kernelFolder = "/proc/sys/";

function settingOf({ word, path }: WrittenPath, { invocations }: ShellFacts): HostSetting {
  const invocation = invocations.find(({ command }) => command !== undefined && command.span.start <= word.span.start && word.span.end <= command.span.end);
  const option = mountedFiles.get(path);
  if (option !== undefined) return { span: word.span, kind: "mounted-file", name: path, option, invocation };
  return { span: word.span, kind: "kernel", name: path.slice(kernelFolder.length).replaceAll("/", "."), option: "--sysctl", invocation };
}

function sysctl(invocation: Invocation): HostSetting[] {
  const { name, arguments: words, span, use } = invocation;
  if (name !== "sysctl" || use?.isFailureIgnored) return [];
  const setting = words.find(({ unquoted }) => /^[\w.-]+=/.test(unquoted))?.unquoted.split("=")[0];
  const loads = words.some(({ unquoted }) => /^(?:-p|--load|--system)/.test(unquoted));
  return setting !== undefined || loads ? [{ span, kind: "kernel", name: setting ?? "the kernel's settings", option: "--sysctl", invocation }] : [];
}
