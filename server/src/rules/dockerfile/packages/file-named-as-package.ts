import { type MisnamedFile, misnamedFiles } from "../../../model/dockerfile/packages/misnamed-files.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { type Fix, insertBefore, suggestion } from "../../fix.ts";
import { isWritten } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "FileNamedAsPackage",
  aliases: [],
  language: "dockerfile",
  mentions: ["deb", "ftp", "http", "https", "requirements"],
  category: "correctness",
  severity: "error",
  summary: "An install command is given a file or an address in a way that the package manager takes for the name of a package.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        for (const found of misnamedFiles(command)) report(found.argument, messageOf(found, command.manager), fixOf(step, found));
      }
    }
  },
});

function messageOf({ argument: { word }, kind }: MisnamedFile, manager: string): string {
  if (kind === "address") return `${manager} cannot fetch a package from an address; download it first and install the file.`;
  return kind === "requirements" ? `${manager} looks for a package with the name "${word.unquoted}"; -r reads it as a file.` : `${manager} looks for a package with the name "${word.unquoted}"; ./ in front says that it is a file.`;
}

function fixOf(step: RunStep, { argument: { word }, kind }: MisnamedFile): Fix | undefined {
  if (kind === "address" || !isWritten(step, word) || word.text !== word.unquoted || step.run.command?.exec !== undefined) return undefined;
  return kind === "requirements" ? suggestion("Add -r", insertBefore(word, "-r ")) : suggestion("Add ./", insertBefore(word, "./"));
}
