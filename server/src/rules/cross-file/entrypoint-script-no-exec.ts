import { entrypointScripts } from "../../model/dockerfile/containers/entrypoint-scripts.ts";
import { lastCommandWithoutExec } from "../../model/shell/last-command.ts";
import { classifyProcess } from "../../model/shell/processes.ts";
import type { ShellCommand } from "../../syntax/shell/tree.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import { distinctBuilds } from "../../workspace/distinct-builds.ts";
import { insertBefore, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "EntrypointScriptNoExec",
  language: "cross-file",
  category: "correctness",
  severity: "info",
  summary: "The entrypoint's script starts the program without exec, so that signals stay with the shell.",
  check: ({ links, report }) => {
    for (const { dockerfile, stage, files } of distinctBuilds(links)) {
      if (!dockerfile?.dockerfile || !stage) continue;
      const built = builtStages(stage);
      for (const { stage: user, span, path, isGroupSignaled } of entrypointScripts(dockerfile.dockerfile)) {
        const command = built.has(user) && !isGroupSignaled ? lastCommandWithoutExec(files.textOf(path) ?? "") : undefined;
        const uri = files.uriOf(path);
        if (!command || uri === undefined || !keepsRunning(command)) continue;
        const fix = suggestion(`Start ${command.name!.text} with exec in ${path}`, { ...insertBefore(command.assignments[0] ?? command.name!, "exec "), uri });
        report({ uri: dockerfile.uri, span }, `${path} ends with ${command.name!.text} without exec: the shell stays in front and does not pass the stop signal on.`, command.assignments.length > 0 ? undefined : fix);
      }
    }
  },
});

/** What the container was told to run, or a server that the script names. */
function keepsRunning({ name, arguments: words }: ShellCommand): boolean {
  const argv = [name!, ...words].map(({ unquoted }) => unquoted);
  return /^(?:\$@|\$\{@\}|\$\*)$/.test(argv[0]!) || /^(?:server|worker)$/.test(classifyProcess(argv).kind);
}
