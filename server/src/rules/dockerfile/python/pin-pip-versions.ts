import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

const tools = new Set(["pip", "setuptools", "wheel"]);

export default defineRule({
  name: "PinPipVersions",
  aliases: ["DL3013"],
  language: "dockerfile",
  mentions: ["pip", "pipx"],
  category: "reproducibility",
  severity: "info",
  summary: "pip installs a package without a version, so each build may install another one.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["pip", "pipx"], ["install"])) {
      // The installers themselves are used once and seldom decide what the image does; a variable may hold versions.
      const isMinor = packages.every(({ name, kind }) => kind === "dynamic" || name.includes("$") || tools.has(name.toLowerCase()));
      const advice = packages.every(({ kind }) => kind === "url") ? "name a tag or commit behind an @" : "write package==version or use a requirements file";
      const message = `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; ${advice}.`;
      (isMinor ? report.as("hint") : report)(packages[0]!, message);
    }
  },
});
