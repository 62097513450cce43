import { memoize } from "../../../base/memoize.ts";
import { type BaseImageData, baseImages, type Distribution, distributionTags, slimTag } from "../../../data/base-images.ts";
import { rootBase, type Stage } from "../dockerfile.ts";
import type { ImageRef } from "./image-reference.ts";

/** What is known of the image that a stage's chain starts from. */
export interface BaseFacts {
  /** Whether the image is one of those that we know. */
  readonly isKnown: boolean;
  readonly distribution: Distribution;
  /** Undefined where it is not known. */
  readonly hasShell: boolean | undefined;
  /** The programs that matter to health checks; undefined where they are not known. */
  readonly programs: ReadonlySet<string> | undefined;
  /** Whether there may be others of them. */
  readonly hasOtherPrograms: boolean;
  /** The default user, `root` included; undefined where it is not known. */
  readonly user: string | undefined;
  /** Accounts for the application: number by name. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Commands for which the image's entrypoint gives up root. */
  readonly stepsDownFor: readonly string[];
  readonly hasHealthcheck: boolean;
  /** Whether the image has a SHELL of its own, which the steps of its stages inherit. */
  readonly setsShell: boolean;
  /** Folders of the image's own, outside of those of every system. */
  readonly folders: readonly string[];
  /** The program that runs when the stage names none, where it serves or works. */
  readonly starts: string | undefined;
  /** Its port, where that is not the program's usual one. */
  readonly port: number | undefined;
}

const unknownBase: BaseFacts = {
  isKnown: false, distribution: "unknown", hasShell: undefined, programs: undefined, hasOtherPrograms: true, user: undefined, accounts: new Map(), stepsDownFor: [], hasHealthcheck: false, setsShell: false, folders: [], starts: undefined, port: undefined,
};
const scratch: BaseFacts = { ...unknownBase, isKnown: true, distribution: "scratch", hasShell: false, programs: new Set(), hasOtherPrograms: false, user: "root" };

/** The facts of the image that the chain of a stage starts from. */
export const baseFacts = memoize((stage: Stage): BaseFacts => {
  const base = rootBase(stage);
  return base.kind === "image" ? factsOfImage(base.ref) : base.kind === "scratch" ? scratch : unknownBase;
});

export function factsOfImage(ref: ImageRef): BaseFacts {
  const repository = repositoryKey(ref);
  const data = dataOf(repository);
  const tag = ref.tag ?? "";
  const named = distributionTags.find(([pattern]) => pattern.test(tag))?.[1];
  if (!data) return named ? { ...unknownBase, distribution: named } : unknownBase;
  const distribution = named ?? data.distribution;
  const isMinimal = distribution === "distroless" && !/(?:^|-)(?:debug|dev)/.test(tag);
  return {
    isKnown: true,
    distribution,
    hasShell: distribution === "scratch" || isMinimal ? minimalShell(data) : distribution === "distroless" || distribution !== data.distribution || (data.hasShell ?? true),
    programs: programsOf(data, distribution, tag),
    hasOtherPrograms: data.hasOtherPrograms === true,
    user: userOfImage(data, repository, tag, named),
    accounts: accountsOf(data, distribution),
    stepsDownFor: data.stepsDownFor?.split(" ") ?? [],
    hasHealthcheck: data.hasHealthcheck === true,
    setsShell: data.setsShell === true,
    folders: data.folders?.split(" ") ?? [],
    starts: startedBy(data, repository, tag),
    port: data.port,
  };
}

/** Of the smallest images: distroless Python keeps a shell for what Python itself calls in some releases. */
function minimalShell(data: BaseImageData): false | undefined {
  return data.hasShell === false || data.distribution !== "distroless" ? false : undefined;
}

/** What official images stand under: their own namespace, or that of one architecture. */
const officialNamespace = /^(?:(?:docker\/)?library|amd64|arm32v[5-7]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\/(?=[^/]+$)/;

/** Official images by their short name also where a mirror serves them. */
function repositoryKey(ref: ImageRef): string {
  const repository = ref.repository.toLowerCase();
  const official = repository.replace(officialNamespace, "");
  const isHub = ref.registry === undefined || /(?:^|\.)docker\.io$/.test(ref.registry);
  return isHub || official !== repository ? official : `${ref.registry}/${repository}`;
}

const prefixes = Object.keys(baseImages).filter((key) => /[/*]$/.test(key)).map((key) => ({ key, prefix: key.replace(/\*$/, "") }));

/** The entry of its name, else that of the longest prefix. */
function dataOf(repository: string): BaseImageData | undefined {
  if (Object.hasOwn(baseImages, repository)) return baseImages[repository];
  let best: { key: string; prefix: string } | undefined;
  for (const candidate of prefixes) {
    if (repository.startsWith(candidate.prefix) && candidate.prefix.length > (best?.prefix.length ?? 0)) best = candidate;
  }
  return best && baseImages[best.key];
}

function programsOf(data: BaseImageData, distribution: Distribution, tag: string): ReadonlySet<string> | undefined {
  if (distribution === "windows") return undefined;
  const programs = new Set(words(data.programs));
  if (distribution === "alpine") for (const program of ["wget", "nc", ...words(data.alpinePrograms)]) programs.add(program);
  else if (/^(?:debian|rhel)$/.test(distribution) && !slimTag.test(tag)) for (const program of words(data.fullPrograms)) programs.add(program);
  else if (distribution === "distroless" && /(?:^|-)(?:debug|dev)/.test(tag)) programs.add("wget");
  // Its package managers bring it along.
  if (distribution === "rhel" && data.distribution !== "rhel") programs.add("curl");
  if (data.formerPrograms && Number.parseInt(tag, 10) < data.formerPrograms.before) for (const program of words(data.formerPrograms.programs)) programs.add(program);
  // What is called slim on Alpine is nginx without its curl.
  if (distribution === "alpine" && slimTag.test(tag)) programs.delete("curl");
  return programs;
}

function userOfImage(data: BaseImageData, repository: string, tag: string, named: Distribution | undefined): string {
  if (/(?:^|-)nonroot(?:$|-)/.test(tag)) return "nonroot";
  if (named === "distroless" && repository.startsWith("mcr.microsoft.com/dotnet/")) return "app";
  if (Number.parseFloat(tag) < (data.rootBefore ?? 0)) return "root";
  // Chainguard's development variants start as the same user; its `-root` variants do not.
  return /(?:^|-)root(?:$|-)/.test(tag) ? "root" : (data.user ?? "root");
}

/** PHP's image is a web server or an application server in some of its variants. */
function startedBy(data: BaseImageData, repository: string, tag: string): string | undefined {
  if (repository !== "php" && repository !== "wordpress") return data.starts;
  if (/(?:^|-)fpm(?:-|$)/.test(tag)) return "php-fpm";
  return /(?:^|-)apache(?:-|$)/.test(tag) ? "apache2-foreground" : data.starts;
}

/** Debian and Alpine number their web server's account differently. */
function accountsOf(data: BaseImageData, distribution: Distribution): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (const account of words(data.accounts)) {
    const [name, id] = account.split(":") as [string, string];
    accounts.set(name, name === "www-data" && distribution === "alpine" ? "82" : id);
  }
  return accounts;
}

function words(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : text.split(" ");
}
