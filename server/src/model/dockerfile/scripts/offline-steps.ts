import type { Invocation } from "../../shell/invocations.ts";
import type { RunStep } from "./run-steps.ts";

/** Programs that only look at files. */
const local = /^(?:cd|set|export|echo|printf|mkdir|rm|cp|mv|ln|chmod|chown|touch|sed|true|test|\[|strip|tsc|install|find|cat|tar|unzip|sha256sum)$/;

/** Whether nothing in a step uses the network, because each command says so or cannot; at least one of them builds or installs. */
export function isOffline({ script, packageCommands }: RunStep): boolean {
  const managers = new Set(packageCommands.map(({ invocation }) => invocation));
  let builds = false;
  for (const invocation of script.invocations) {
    if (saysOffline(invocation)) builds = true;
    else if (managers.has(invocation) || !local.test(invocation.name)) return false;
  }
  return builds;
}

function saysOffline({ name, arguments: words }: Invocation): boolean {
  const texts = words.map(({ unquoted }) => unquoted);
  const has = (...options: readonly string[]): boolean => texts.some((text) => options.includes(text));
  switch (name) {
    case "bundle":
    case "bundler":
      return (has("install") && has("--local")) || (has("exec") && (has("bootsnap") || has("assets:precompile")));
    case "rails":
    case "rake":
      return has("assets:precompile");
    case "go":
      return has("build", "install") && has("-mod=vendor");
    case "cargo":
      return has("build", "install") && has("--offline", "--frozen");
    case "pip":
    case "pip3":
      return has("install") && has("--no-index");
    case "uv":
      return has("sync", "install") && has("--offline");
    case "npm":
    case "pnpm":
    case "yarn":
      return has("install", "ci") && has("--offline");
    case "mvn":
    case "mvnw":
      return has("-o", "--offline");
    case "gradle":
    case "gradlew":
      return has("--offline");
    default:
      return false;
  }
}
