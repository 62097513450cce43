import { type Dockerfile, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { developmentServer } from "../../../model/shell/development-servers.ts";
import { scopeAtEnd } from "../../../model/dockerfile/variables/scope.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import { removeCommandWords } from "../../dockerfile-edits.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DevServerInProduction",
  aliases: [],
  language: "dockerfile",
  mentions: ["air", "artisan", "bun", "fastapi", "flask", "next", "ng", "nodemon", "npm", "nuxt", "pnpm", "reload", "runserver", "vite", "watch", "webpack", "yarn"],
  category: "security",
  severity: "warning",
  summary: "A shipped stage starts a server that is made for development.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      if (roleOf(stage, use) === "builder" || /dev|debug|local|test/i.test(stage.name?.text ?? "")) continue;
      // A file of its own for developers says so to the application as well.
      if (/^dev/i.test(scopeAtEnd(stage).find("NODE_ENV")?.value ?? "")) continue;
      const { entrypoint, cmd } = startCommandOf(stage);
      for (const command of [entrypoint, cmd]) {
        if (!command || dockerfile.stageOf(command) !== stage) continue;
        for (const invocation of scriptOf(dockerfile, command).invocations) {
          const found = developmentServer(invocation);
          if (found) report(found, `${dockerfile.written(found).replaceAll(/["',]+/g, "")} is a development server: slow, and open to whoever finds its debugger.`, fixOf(dockerfile, command, invocation));
        }
      }
    }
  },
});

/** The subcommands of programs that serve both ways, for developers and for everyone. */
const served: Readonly<Record<string, readonly [string, string]>> = { fastapi: ["dev", "run"], next: ["dev", "start"] };

function fixOf(dockerfile: Dockerfile, { command }: CommandInstruction, { name, arguments: words, outer }: Invocation): Fix | undefined {
  if (command === undefined || outer !== undefined) return undefined;
  const reload = name === "uvicorn" ? words.find(({ unquoted }) => unquoted === "--reload") : undefined;
  if (reload !== undefined) return suggestion("Remove --reload", removeCommandWords(dockerfile.text, command, [reload]));
  const [from, to] = Object.hasOwn(served, name) ? served[name]! : [undefined, ""];
  const word = words.find(({ unquoted }) => unquoted === from);
  return word && suggestion(`Change to ${name} ${to}`, replace(word, command.exec ? JSON.stringify(to) : to));
}
