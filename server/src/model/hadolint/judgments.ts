import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { apkCaches, aptLists, dnfCaches, pipCaches, yarnCaches, yumCaches, zypperCaches } from "./caches.ts";
import type { PlainCommand } from "./commands.ts";
import { copiesIntoFile, needlessAdds, relativeWorkdirs, secretVariables, unpackedCopies } from "./files.ts";
import { instructionsBeforeFrom, ownSources, redundantPlatforms, repeated, repeatedAliases, reservedAliases, shellForms, unknownSources, untaggedImages } from "./images.ts";
import { invalidKeys, invalidValues } from "./labels.ts";
import { unpinnedApk, unpinnedApt, unpinnedGem, unpinnedGo, unpinnedNpm, unpinnedPip, unpinnedZypper } from "./pins.ts";
import { aptCalls, directoryChanges, distUpgrades, mixedDownloaders, pointlessPrograms, separateRuns, shellLinks, sudoCalls, uncheckedPipes } from "./programs.ts";
import { type Place, runsWith } from "./runs.ts";
import { namedUsers, unpinnedRpms } from "./variables.ts";
import { aptAsks, aptRecommends, dnfAsks, loudWget, sparseLog, yumAsks, zypperAsks } from "./switches.ts";

/** The places of a file that hadolint reports under one code. `options` are those of the rule. */
export type Judgment = (dockerfile: Dockerfile, options: Readonly<Record<string, unknown>>) => readonly Place[];

function labels(kind: string): Judgment {
  return (dockerfile, options) => invalidValues(dockerfile, options["schema"], kind);
}

function commands(holds: (command: PlainCommand, all: readonly PlainCommand[]) => boolean): Judgment {
  return (dockerfile) => runsWith(dockerfile, (command, run) => holds(command, run.commands));
}

/** By code: those where hadolint judges otherwise than our rules, which look further. */
export const hadolintJudgments: ReadonlyMap<string, Judgment> = new Map<string, Judgment>([
  ["DL3000", relativeWorkdirs],
  ["DL3001", pointlessPrograms],
  ["DL3003", directoryChanges],
  ["DL3004", sudoCalls],
  ["DL3006", untaggedImages],
  ["DL3008", commands(unpinnedApt)],
  ["DL3009", aptLists],
  ["DL3010", unpackedCopies],
  ["DL3012", (dockerfile) => repeated(dockerfile, "HEALTHCHECK")],
  ["DL3013", commands(unpinnedPip)],
  ["DL3014", commands(aptAsks)],
  ["DL3015", commands(aptRecommends)],
  ["DL3016", commands(unpinnedNpm)],
  ["DL3018", commands(unpinnedApk)],
  ["DL3019", apkCaches],
  ["DL3020", needlessAdds],
  ["DL3021", copiesIntoFile],
  ["DL3022", unknownSources],
  ["DL3023", ownSources],
  ["DL3024", repeatedAliases],
  ["DL3025", shellForms],
  ["DL3027", aptCalls],
  ["DL3028", commands(unpinnedGem)],
  ["DL3030", commands(yumAsks)],
  ["DL3032", yumCaches],
  ["DL3033", (dockerfile) => unpinnedRpms(dockerfile, "yum")],
  ["DL3034", commands(zypperAsks)],
  ["DL3035", distUpgrades],
  ["DL3036", zypperCaches],
  ["DL3037", commands(unpinnedZypper)],
  ["DL3038", commands(dnfAsks)],
  ["DL3040", dnfCaches],
  ["DL3041", (dockerfile) => unpinnedRpms(dockerfile, "dnf", "microdnf")],
  ["DL3042", pipCaches],
  ["DL3046", commands(sparseLog)],
  ["DL3047", commands(loudWget)],
  ["DL3048", invalidKeys],
  ["DL3052", labels("url")],
  ["DL3053", labels("rfc3339")],
  ["DL3054", labels("spdx")],
  ["DL3055", labels("hash")],
  ["DL3056", labels("semver")],
  ["DL3058", labels("email")],
  ["DL3059", separateRuns],
  ["DL3060", yarnCaches],
  ["DL3061", instructionsBeforeFrom],
  ["DL3062", commands(unpinnedGo)],
  ["DL3063", reservedAliases],
  ["DL3064", secretVariables],
  ["DL3065", redundantPlatforms],
  ["DL3066", namedUsers],
  ["DL4001", mixedDownloaders],
  ["DL4003", (dockerfile) => repeated(dockerfile, "CMD")],
  ["DL4004", (dockerfile) => repeated(dockerfile, "ENTRYPOINT")],
  ["DL4005", shellLinks],
  ["DL4006", uncheckedPipes],
]);
