import { memoize } from "../../../base/memoize.ts";
import { rootBase, type Stage, stageChain } from "../dockerfile.ts";
import { stepsOf } from "../scripts/run-steps.ts";

/** Images with a container engine, and those that a machine boots from. */
const hosts = /(?:^|[/-])(?:docker|dind|k3s|k0s|rke2|kindest|bootc|coreos|ublue-os|ucore|silverblue|kinoite|bluefin|bazzite|kairos|elemental)(?:$|[/-])/;

const engines = /^(?:docker(?:-ce|\.io|-engine)?|moby-engine|containerd(?:\.io)?|cri-o|podman|nerdctl|kubelet)$/;

/** Whether the containers of a stage are, or may be, machines that run containers themselves. */
export const isContainerHost = memoize((stage: Stage): boolean => {
  const base = rootBase(stage);
  if (base.kind === "variable" || (base.kind === "image" && hosts.test(base.ref.repository))) return true;
  return stageChain(stage).flatMap(stepsOf).some(({ script, packageCommands }) =>
    packageCommands.some(({ action, packages }) => action === "install" && packages.some(({ name }) => engines.test(name))) ||
    script.invocations.some(({ words }) => words.some(({ unquoted }) => unquoted.includes("get.docker.com"))));
});
