import type { Span } from "../../../base/span.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageArgument } from "../../shell/package-arguments.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Dockerfile, ownOfKind, rootBase, type Stage } from "../dockerfile.ts";
import { isOfficialImage, shortRepository } from "../images/image-reference.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import { aptSetting, isAptFalse, isConfiguredBefore } from "./apt.ts";

/** An encrypted download in a Debian or Ubuntu image whose packages for certain do not include the certificates. */
export interface UncertifiedDownload {
  readonly program: string;
  /** The URL. */
  readonly span: Span;
  /** The package that brings the program, and the step that installs it. */
  readonly tool: PackageArgument;
  readonly step: RunStep;
}

interface State {
  /** Undefined once the certificates are there, or may be. */
  readonly tools: ReadonlyMap<string, { readonly argument: PackageArgument; readonly step: RunStep }> | undefined;
}

/** Packages that need no certificates themselves, so that without recommended packages they bring none. */
const plainPackages = /^(?:autoconf|automake|bash|binutils|bison|build-essential|bzip2|cmake|cpio|curl|dash|file|flex|g\+\+|gawk|gcc|gettext-base|git|gnupg|gnupg2|gpg|gpg-agent|gzip|iproute2|iputils-ping|jq|less|libc6-dev|libssl-dev|libtool|lsb-release|lz4|make|nano|netcat-openbsd|patch|pkg-config|pkgconf|procps|psmisc|rsync|tar|tini|tzdata|unzip|vim|wget|xz-utils|zip|zlib1g-dev|zstd)$/;
const tools = new Set(["curl", "git", "wget"]);

export function uncertifiedDownloads(dockerfile: Dockerfile): UncertifiedDownload[] {
  const atEnd = new Map<Stage, State>();
  const found: UncertifiedDownload[] = [];
  for (const stage of dockerfile.stages) {
    let state = startOf(stage, atEnd);
    for (const step of stepsOf(stage)) {
      if (!state.tools) break;
      state = runThrough(step, state, found);
    }
    const isCopied = stage.instructions.some((instruction) => (instruction.kind === "COPY" || instruction.kind === "ADD") && /^\/(?:etc\/?(?:ssl.*)?|usr\/?(?:(?:local\/)?share\/ca.*)?)?$/.test(instruction.destination?.text ?? ""));
    if (isCopied) state = { tools: undefined };
    atEnd.set(stage, state);
  }
  return found;
}

function startOf(stage: Stage, atEnd: ReadonlyMap<Stage, State>): State {
  if (bringsCertificates(stage)) return { tools: undefined };
  return (stage.base.kind === "stage" ? atEnd.get(stage.base.stage) : undefined) ?? { tools: isPlain(stage) ? new Map() : undefined };
}

function bringsCertificates(stage: Stage): boolean {
  const isCopied = stage.instructions.some((instruction) => (instruction.kind === "COPY" || instruction.kind === "ADD") && /ca-cert|\/ssl\/|\.crt|\.pem/.test(stage.dockerfile.written(instruction)));
  const isSet = [...ownOfKind(stage, "ENV"), ...ownOfKind(stage, "ARG")].some(({ pairs }) => pairs.some(({ key }) => certificateSettings.test(key.text)));
  return isSet || isCopied;
}

function isPlain(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && isOfficialImage(base.ref) && /^(?:debian|ubuntu)$/.test(shortRepository(base.ref));
}

function runThrough(step: RunStep, before: State, found: UncertifiedDownload[]): State {
  let { tools: known } = before;
  const commands = new Map(step.packageCommands.map((command) => [command.invocation, command]));
  if (step.mounts.some(({ type }) => type === "bind" || type === "secret")) return before;
  for (const invocation of step.script.invocations) {
    if (!known) break;
    const command = commands.get(invocation);
    if (command?.family === "apt" && (command.action === "install" || command.action === "upgrade")) known = installed(step, command, known);
    else if (/^(?:update-ca-certificates|dpkg|cp|sh|bash|make)$|\.(?:sh|bash|deb)$/.test(invocation.name) && !invocation.script) known = undefined;
    else if (isUnchecked(invocation)) known = undefined;
    else {
      const span = encryptedUrl(invocation);
      const tool = span && known.get(invocation.name);
      if (span && tool) found.push({ program: invocation.name, span, tool: tool.argument, step: tool.step });
      // One finding for a stage: the cure is the same for all.
      if (span && tool) known = undefined;
    }
  }
  return { tools: known };
}

function installed(step: RunStep, command: PackageCommand, known: NonNullable<State["tools"]>): State["tools"] {
  const isStrict = findOption(command.options, "--no-install-recommends") !== undefined || isAptFalse(aptSetting(command.options, "APT::Install-Recommends"))
    || isConfiguredBefore(step, /install-recommends/i);
  const isFromInput = command.action === "install" && command.packages.length === 0;
  if (isFromInput || command.packages.some(({ kind, name }) => kind !== "name" || !plainPackages.test(name))) return undefined;
  if (!isStrict && command.packages.some(({ name }) => tools.has(name))) return undefined;
  const next = new Map(known);
  for (const argument of command.packages) if (tools.has(argument.name)) next.set(argument.name, { argument, step });
  return next;
}

/** Whether it turns the check off for all that follows: `git config --global http.sslVerify false`. */
function isUnchecked({ name, arguments: words }: Invocation): boolean {
  return name === "git" && words[0]?.unquoted === "config" && words.some(({ unquoted }) => /ssl(?:Verify|CAInfo)/i.test(unquoted));
}

/** Settings that turn the check off, or name certificates of their own. */
const certificateSettings = /^(?:CURL_CA_BUNDLE|SSL_CERT_(?:FILE|DIR)|GIT_SSL_\w+|CURL_HOME)$/;

/** `wget … || wget --no-check-certificate …` */
function hasSecondTry(use: Invocation["use"]): boolean {
  const next = use?.after?.operator === "||" ? use.list.pipelines[use.listIndex + 1]?.commands[0] : undefined;
  return next?.kind === "command" && tools.has(next.name?.unquoted ?? "");
}

/** The `https` URL that an invocation fetches with its certificate checked. */
function encryptedUrl({ name, arguments: words, use }: Invocation): Span | undefined {
  if (!tools.has(name) || use?.isFailureIgnored || use?.isCondition || use?.scope.isConditional || hasSecondTry(use)) return undefined;
  const texts = words.map(({ unquoted }) => unquoted);
  if (texts.some((text) => /^(?:-\w*k\w*|--insecure|--no-check-certificate|--cacert|--capath|--ca-certificate.*)$/.test(text) || /sslVerify/i.test(text))) return undefined;
  if (name === "git" && !texts.includes("clone")) return undefined;
  return words.find(({ unquoted }) => unquoted.startsWith("https://"))?.span;
}
