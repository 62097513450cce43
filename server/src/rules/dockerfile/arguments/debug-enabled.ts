import { roleOf } from "../../../model/dockerfile/role.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { scopeAtEnd } from "../../../model/dockerfile/variables/scope.ts";
import type { KeyValue } from "../../../syntax/dockerfile/tree.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const on = /^(?:1|true|on|yes)$/i;
const development = /^(?:dev|development|local|debug)$/i;

/** What switches a framework to development, and the value for everybody else. */
const switches: Readonly<Record<string, readonly [RegExp, string]>> = {
  APP_DEBUG: [on, "false"], APP_ENV: [development, "production"], ASPNETCORE_ENVIRONMENT: [development, "Production"], DJANGO_DEBUG: [on, "0"], DOTNET_ENVIRONMENT: [development, "Production"],
  FLASK_DEBUG: [on, "0"], FLASK_ENV: [development, "production"], NODE_ENV: [development, "production"], RACK_ENV: [development, "production"], RAILS_ENV: [development, "production"],
  SYMFONY_DEBUG: [on, "0"], WERKZEUG_DEBUG_PIN: [/^off$/i, "on"],
};

export default defineRule({
  name: "DebugEnabled",
  aliases: [],
  language: "dockerfile",
  mentions: [...new Set(Object.keys(switches).map((name) => name.split("_", 1)[0]!.toLowerCase()))].sort(),
  category: "security",
  severity: "warning",
  summary: "A service is shipped with a framework's switch for development.",
  check: ({ dockerfile, use, report }) => {
    if (!dockerfile.all("ENV").some(({ pairs }) => pairs.some(({ key }) => Object.hasOwn(switches, key.text)))) return;
    // What a later ENV puts right is of no effect in the container.
    const inForce = new Set<KeyValue | undefined>();
    for (const stage of dockerfile.stages) {
      if (roleOf(stage, use) !== "service" || /dev|debug|test|local/i.test(stage.name?.text ?? "")) continue;
      const scope = scopeAtEnd(stage);
      for (const name of Object.keys(switches)) inForce.add(scope.find(name)?.pair);
    }
    for (const env of dockerfile.all("ENV")) {
      for (const pair of env.pairs) {
        const { key, value, span } = pair;
        if (!inForce.has(pair)) continue;
        const known = Object.hasOwn(switches, key.text) ? switches[key.text]! : undefined;
        if (!known || !value || !known[0].test(plainPath(value))) continue;
        report({ start: span.start, end: value.span.end }, `${key.text} makes this service run as in development, with details of errors for everyone.`, suggestion(`Set it to ${known[1]}`, replace(value, known[1])));
      }
    }
  },
});
