import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

const modes = ["default", "none", "host"];

export default defineRule({
  name: "BakeInvalidNetwork",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "The network of a target is none of default, none and host.",
  check: ({ bake, report }) => {
    for (const { network } of bake.resolved.targets.values()) {
      if (!network || !isKnown(network.value) || network.value === "" || modes.includes(network.value)) continue;
      const close = closestName(network.value, modes);
      const edit = close === undefined ? undefined : changeText(bake, network, network.value, close);
      report(network, `A build has no network "${network.value}"; it is default, none or host.${close === undefined ? "" : ` Did you mean "${close}"?`}`, edit && suggestion(`Change to "${close}"`, edit));
    }
  },
});
