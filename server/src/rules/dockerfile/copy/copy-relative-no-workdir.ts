import { memoize } from "../../../base/memoize.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { ownOfKind, rootBase, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { isOfficialImage, shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyRelativeNoWorkdir",
  aliases: ["DL3045"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "COPY has a relative destination though nothing in the file set a WORKDIR.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    const settled = new Set<Stage>();
    for (const stage of dockerfile.stages) {
      let isSettled = stage.base.kind === "stage" && settled.has(stage.base.stage);
      for (const instruction of stage.instructions) {
        if (instruction.kind === "WORKDIR") isSettled = true;
        if (isSettled || instruction.kind !== "COPY" || !instruction.destination) continue;
        const path = plainPath(instruction.destination);
        if (path === "" || /^[/\\$]|^[a-z]:/i.test(path)) continue;
        const fix = hasFileApp(stage) ? undefined : suggestion("Set WORKDIR /app first", insertLinesAbove(dockerfile.text, instruction.span.start, ["WORKDIR /app"]));
        const message = `Nothing set a WORKDIR, so "${path}" is relative to whatever the base image says.`;
        report.as(severityIn(stage, shipped.has(stage), path))(instruction.destination, message, fix);
      }
      if (isSettled) settled.add(stage);
    }
  },
});

/** Images that are known to leave the working directory at `/`. */
const plainImages = /^(?:alpine|almalinux|amazoncorretto|amazonlinux|archlinux|busybox|centos|debian|eclipse-temurin|fedora|nginx|node|openjdk|oraclelinux|python|rockylinux|ruby|rust|ubuntu)$/;

/** Whether something is copied to the very name of the folder, which may be a file. */
const hasFileApp = memoize((stage: Stage): boolean =>
  [...ownOfKind(stage, "COPY"), ...ownOfKind(stage, "ADD")].some(({ destination }) => destination !== undefined && plainPath(destination) === "/app"));

/** On scratch there is nothing but the files, so the root folder is where they belong; a folder of its own may be meant to lie there. */
function severityIn(stage: Stage, isShipped: boolean, path: string): "warning" | "info" | "hint" | "off" {
  const base = rootBase(stage);
  if (base.kind === "scratch") return "off";
  return base.kind === "image" && isOfficialImage(base.ref) && plainImages.test(shortRepository(base.ref)) && isShipped ? (/^\.\/?$/.test(path) ? "warning" : "info") : "hint";
}
