import { rootBase, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { isOfficialImage, shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { isShipped } from "../../../model/dockerfile/role.ts";
import { stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { phpExtensionWords } from "../../../model/shell/php-extensions.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PhpOpcache",
  aliases: [],
  language: "dockerfile",
  mentions: ["php"],
  category: "cache",
  severity: "off",
  summary: "A PHP server compiles each script anew for each request.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const base = rootBase(stage);
      const { image, span } = stage.from;
      // From PHP 8.5 on it is part of PHP itself.
      if (base.kind !== "image" || !image || !isOfficialImage(base.ref) || shortRepository(base.ref) !== "php" || !/fpm|apache/.test(base.ref.tag ?? "") || /^(?:8\.[5-9]|9)/.test(base.ref.tag ?? "")) continue;
      if (!isShipped(stage, use) || isWindowsStage(stage) || stageChain(stage).flatMap(stepsOf).some(({ script }) => script.invocations.some((invocation) => phpExtensionWords(invocation, "opcache").length > 0))) continue;
      report(image, "OPcache is not installed, so PHP compiles each script for each request.", suggestion("Install OPcache", insertLinesBelow(dockerfile.text, span.end, ["RUN docker-php-ext-install opcache"])));
    }
  },
});
