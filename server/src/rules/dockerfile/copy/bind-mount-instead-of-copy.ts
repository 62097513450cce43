import { copiedManifests } from "../../../model/dockerfile/files/copied-manifests.ts";
import { insertAfter, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BindMountInsteadOfCopy",
  aliases: [],
  language: "dockerfile",
  mentions: ["bun", "bundle", "bundler", "cargo", "composer", "go", "npm", "pip", "pipenv", "pnpm", "poetry", "uv", "yarn"],
  category: "size",
  severity: "off",
  summary: "Manifests are copied only for the install behind them, although the stage copies everything later.",
  check: ({ dockerfile, report }) => {
    for (const { install, copy, paths } of copiedManifests(dockerfile)) {
      const { run } = install.step;
      const mounts = paths?.map((path) => ` --mount=type=bind,source=${path},target=${path}`).join("");
      const fix = mounts === undefined ? undefined : suggestion("Mount them instead", removeLines(dockerfile.text, copy), insertAfter(run.keywordSpan, mounts));
      report(copy.keywordSpan, `Only "${[install.command.manager, install.command.subcommand].join(" ").trim()}" below needs these files now; mounted into it they need no layer.`, fix);
    }
  },
});
