import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { mountsOf } from "../files/mounts.ts";

/** Something that a RUN needs from whoever starts the build. */
export interface BuildNeed {
  readonly kind: "secret" | "ssh" | "entitlement";
  /** The id of a secret or agent, or the entitlement's name. */
  readonly id: string;
  /** Whether the step fails without it; a mount may be optional. */
  readonly isRequired: boolean;
  readonly stage: Stage;
  readonly span: Span;
}

/** The secrets, agents and entitlements that the steps of a Dockerfile ask for, in order. Ids with variables in them are left out. */
export const buildNeeds: (dockerfile: Dockerfile) => readonly BuildNeed[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.all("RUN").flatMap((run) => {
    const stage = dockerfile.stageOf(run);
    if (!stage) return [];
    const needs = mountsOf(dockerfile, run).flatMap((mount): BuildNeed[] => {
      if (mount.type !== "secret" && mount.type !== "ssh") return [];
      const option = (key: string) => mount.options.find((candidate) => candidate.key.toLowerCase() === key);
      const id = option("id") ?? (mount.type === "secret" ? option("target") ?? option("dst") ?? option("destination") : undefined);
      const text = mount.type === "ssh" ? (id?.value ?? "default") : id?.value?.replace(/^.*\//, "");
      const required = option("required");
      const isRequired = required !== undefined && (required.value === undefined || /^(?:true|1)$/i.test(required.value));
      return text === undefined || text === "" || text.includes("$") ? [] : [{ kind: mount.type, id: text, isRequired, stage, span: id?.valueSpan ?? mount.span }];
    });
    const flags = run.flags.flatMap((flag): BuildNeed[] => {
      const id = entitlementOf(flag.name, flag.plainValue);
      return id === undefined ? [] : [{ kind: "entitlement", id, isRequired: true, stage, span: flag.span }];
    });
    return [...needs, ...flags];
  }));

function entitlementOf(flag: string, value: string | undefined): string | undefined {
  if (flag === "network" && value === "host") return "network.host";
  if (flag === "security" && value === "insecure") return "security.insecure";
  return flag === "device" && !(value ?? "").includes("required=false") ? "device" : undefined;
}
