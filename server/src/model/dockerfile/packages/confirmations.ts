import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { Stage } from "../dockerfile.ts";
import { mentionedIn } from "../stages/mentions.ts";

const subcommands: Readonly<Record<string, readonly string[]>> = {
  yum: ["install", "groupinstall", "localinstall", "module install"],
  dnf: ["install", "groupinstall", "localinstall", "module install"],
  microdnf: ["install", "groupinstall", "localinstall", "module install"],
  zypper: ["install", "in", "remove", "rm", "source-install", "si", "patch"],
};

const answers: Readonly<Record<string, readonly string[]>> = {
  rpm: ["-y", "--assumeyes", "--assumeno", "--downloadonly"],
  zypper: ["-n", "--non-interactive", "-y", "--no-confirm", "--dry-run", "-D", "--download-only", "-d"],
};

/** Whether the configuration of dnf or yum answers for all calls. */
const isAnswered = mentionedIn(/(?<!--setopt[= ]["']?)assumeyes\s*=\s*(?:1|true|yes)/i);

/** Whether a call stops to ask whether it may go on. */
export function asksForConfirmation(stage: Stage, { manager, family, subcommand, options, invocation }: PackageCommand): boolean {
  if (!subcommands[manager]?.includes(subcommand) || (invocation.use?.pipelineIndex ?? 0) > 0) return false;
  if (findOption(options, ...(answers[family] ?? [])) !== undefined || (family === "rpm" && isAnswered(stage, invocation.span.start))) return false;
  return !options.some(({ name, value }) => name === "--setopt" && /^assumeyes=(?:1|true|yes)$/i.test(value ?? ""));
}
