import type { Span } from "../../../base/span.ts";
import { permissionChangesOf } from "../../shell/permissions.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { isRootUser, userAt } from "../users/users.ts";

/** A folder for data that belongs to root. */
export interface StateFolder {
  readonly path: string;
  readonly span: Span;
  readonly stage: Stage;
  /** Declared by VOLUME, which creates it when nothing else does. */
  readonly isVolume: boolean;
}

/** Data folders that the chain of a stage creates as root and hands to nobody. */
export function stateFolders(stage: Stage): StateFolder[] {
  const folders: StateFolder[] = [];
  const owned = new Set<string>();
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind === "VOLUME") {
        for (const word of instruction.words) folders.push({ path: clean(word.text), span: word.span, stage: link, isVolume: true });
      } else if (instruction.kind === "RUN") {
        const { invocations } = scriptOf(link.dockerfile, instruction);
        for (const change of permissionChangesOf(invocations)) for (const target of change.targets) owned.add(clean(target.unquoted));
        for (const invocation of invocations) {
          if (invocation.name === "install") for (const word of invocation.arguments) owned.add(clean(word.unquoted));
          if (invocation.name !== "mkdir" || !isRootUser(userAt(link, instruction) ?? "root")) continue;
          for (const word of invocation.arguments) {
            if (!word.hasExpansion && isStateFolder(word.unquoted)) folders.push({ path: clean(word.unquoted), span: word.span, stage: link, isVolume: false });
          }
        }
      } else if (instruction.kind === "WORKDIR") {
        const path = clean(instruction.words[0]?.text ?? "");
        // BuildKit gives a folder that WORKDIR creates to the user of the moment.
        if (!isRootUser(userAt(link, instruction) ?? "root") && !folders.some((folder) => folder.path === path)) owned.add(path);
      } else if ((instruction.kind === "COPY" || instruction.kind === "ADD") && instruction.flags.some((flag) => flag.name === "chown" || flag.name === "chmod")) {
        owned.add(clean(instruction.destination?.text ?? ""));
      }
    }
  }
  // An owner of a folder that cannot be read may be any folder's.
  if ([...owned].some((path) => path.includes("$") || path.includes("*"))) return [];
  return folders.filter(({ path }) => ![...owned].some((other) => path === other || path.startsWith(`${other}/`)));
}

function isStateFolder(path: string): boolean {
  return /^\/(?:data|storage|uploads|media|srv|state|cache|logs?|var\/(?:lib|log|run)\/(?!apt|apk|dpkg|cache)[^/]+|run\/[^/]+)(?:\/|$)/.test(path) && !path.includes("*");
}

function clean(path: string): string {
  const plain = path.replace(/^(["'])(.*)\1$/, "$2");
  return plain.length > 1 ? plain.replace(/\/+$/, "") : plain;
}
