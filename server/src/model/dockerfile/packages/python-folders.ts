import { memoize } from "../../../base/memoize.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { findOption } from "../../shell/options.ts";

/** The folders that the steps of a stage and of those below make for Python packages, whatever their names: virtual environments, and targets of pip. */
export const pythonFolders = memoize((stage: Stage): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { script, packageCommands } of stageChain(stage).flatMap((link) => stepsOf(link))) {
    for (const { manager, options } of packageCommands) {
      const target = manager === "pip" || manager === "uv" ? findOption(options, "--prefix", "--target", "-t")?.value : undefined;
      if (target !== undefined) found.add(target);
    }
    for (const { name, arguments: words } of script.invocations) {
      const texts = words.map(({ unquoted }) => unquoted);
      const isMaking = name === "virtualenv" || (/^python[\d.]*$/.test(name) && texts[0] === "-m" && /^(?:venv|virtualenv)$/.test(texts[1] ?? "")) || (name === "uv" && texts[0] === "venv");
      const folder = isMaking ? texts.at(-1) : undefined;
      if (folder?.startsWith("/")) found.add(folder);
    }
  }
  return new Set([...found].map((folder) => folder.replace(/(?<=.)\/+$/, "")));
});
