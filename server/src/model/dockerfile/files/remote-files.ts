import type { Download } from "../../shell/downloads.ts";
import { simpleCommandOf } from "../containers/simple-command.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";

/** A RUN that does nothing but fetch one file. */
export interface RemoteFile {
  readonly step: RunStep;
  readonly download: Download;
  readonly url: string;
  readonly path: string;
}

/** Options that change nothing about what is fetched. */
const plainOptions = /^(?:-[fsSLOoq#]|--(?:fail|silent|show-error|location|output|remote-name|quiet|no-verbose|output-document|retry|tries|progress|no-progress-meter|create-dirs|proto|tlsv1\.2)|-nv|-n|-v|-O)$/;

export function remoteFiles(dockerfile: Dockerfile): RemoteFile[] {
  return runSteps(dockerfile).flatMap((step): RemoteFile[] => {
    const [download, more] = step.script.facts.downloads;
    if (!download || more || step.isOnbuild || step.run.flags.length > 0 || step.script.invocations.length !== 1 || !simpleCommandOf(dockerfile, step.run)?.words) return [];
    const url = download.urls.length === 1 ? download.urls[0]!.value : undefined;
    const path = download.output ?? (download.writesStandardOutput ? undefined : "./");
    if (url === undefined || path === undefined || !/^https?:\/\/[^\s"'\\]+$/.test(url) || /[\s"'\\]/.test(path) || !download.options.every(({ name }) => plainOptions.test(name))) return [];
    return [{ step, download, url, path }];
  });
}
