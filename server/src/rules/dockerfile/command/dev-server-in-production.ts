import { startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { developmentServer } from "../../../model/shell/development-servers.ts";
import { scopeAtEnd } from "../../../model/dockerfile/variables/scope.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
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
          if (found) report(found, `${dockerfile.text.slice(found.start, found.end).replaceAll(/["',]+/g, "")} is a development server: slow, and open to whoever finds its debugger.`);
        }
      }
    }
  },
});
