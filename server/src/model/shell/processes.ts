import { type ProgramData, servers } from "../../data/servers.ts";
import { literalWord } from "../../syntax/shell/words.ts";
import { commandsOf } from "../../syntax/shell/walk.ts";
import { parseShell } from "../../syntax/shell/parse.ts";
import { baseName, unwrap } from "./invocations.ts";

export interface ProcessClass {
  /**
   * `server` listens on a port, `worker` keeps running without one; `interpreter` (a REPL) and `shell` (also a command that
   * only waits while people work in the container) are what images made to be built on start.
   */
  readonly kind: "server" | "worker" | "interpreter" | "shell" | "unknown";
  /** The program, or the module or task that tells what it is (`celery`, `flask`). */
  readonly name: string;
  readonly defaultPort?: number;
}

const shells = new Set(["sh", "bash", "ash", "dash", "zsh", "ksh", "fish", "pwsh", "powershell", "powershell.exe", "cmd", "cmd.exe", "login"]);
const interpreter = /^(?:python|pypy|ruby|irb|perl|php|lua|node|nodejs|deno|bun|iex|erl|ghci|julia|R|jshell|groovysh|groovy|scala|sbcl|racket|clojure|clj|elixir|swift|psql|redis-cli|mysql|mongo|mongosh|sbt|sqlite3|ipython|jruby|dart|crystal|rakudo|raku|hy|gforth|guile)[\d.]*$/;
const noOption = /^[^-]/;

/** What a container runs, from the words of its command; words with expansions count as they are written. */
export function classifyProcess(argv: readonly string[]): ProcessClass {
  return classify(argv, 0);
}

function classify(argv: readonly string[], depth: number): ProcessClass {
  const at = { start: 0, end: 0 };
  const words = unwrap(argv.map((word) => literalWord(word, at))).rest.map((word) => word.unquoted);
  const program = words[0];
  if (program === undefined || depth > 4) return { kind: "unknown", name: "" };
  const name = baseName(program).replace(/^.*\\/, "");
  const rest = words.slice(1);
  if (shells.has(name)) return classifyShell(name, rest, depth);
  if (depth === 0 && onlyWaits(name, rest)) return { kind: "shell", name };
  const known = servers.get(name.replace(/^(php-fpm)[\d.]*$/, "$1"));
  if (known !== undefined) return stopsAtOnce(rest) ? { kind: "unknown", name } : processOf(name, known);
  const launched = launchedWords(name, rest);
  if (launched !== undefined) return classify(launched, depth + 1);
  return classifyRuntime(name, rest, depth) ?? { kind: interpreter.test(name) && rest.every(isOption) ? "interpreter" : "unknown", name };
}

function processOf(name: string, data: ProgramData): ProcessClass {
  return data.defaultPort === undefined ? { kind: data.kind, name } : { kind: data.kind, name, defaultPort: data.defaultPort };
}

function server(name: string, defaultPort?: number): ProcessClass {
  return defaultPort === undefined ? { kind: "server", name } : { kind: "server", name, defaultPort };
}

function isOption(word: string): boolean {
  return !noOption.test(word);
}

/** `nginx -t`, `postgres --version`: they answer and end. */
function stopsAtOnce(rest: readonly string[]): boolean {
  return rest.some((word) => ["--version", "--help", "-V", "-h", "version", "help", "-t"].includes(word));
}

function onlyWaits(name: string, rest: readonly string[]): boolean {
  return (name === "sleep" && /^(?:inf(?:inity)?|\d{4,}|\d+[dh])$/.test(rest[0] ?? "")) || (name === "tail" && rest.at(-1) === "/dev/null");
}

/** A shell is what its script starts last; without a script it is a shell. A script file is unknown. */
function classifyShell(name: string, rest: readonly string[], depth: number): ProcessClass {
  const index = rest.findIndex((word) => /^-[a-zA-Z]*c$/.test(word));
  const script = index === -1 ? undefined : rest[index + 1];
  if (script === undefined) return { kind: rest.every(isOption) ? "shell" : "unknown", name };
  const uses = commandsOf(parseShell(script)).filter((use) => use.command.name !== undefined);
  let last: ProcessClass = { kind: "unknown", name };
  for (const use of uses) {
    const words = [use.command.name!, ...use.command.arguments].map((word) => word.unquoted);
    const found = classify(words, depth + 1);
    if (found.kind === "server" || found.kind === "worker") return found;
    last = found;
  }
  return last;
}

/** The command behind `poetry run`, `bundle exec` and their like; undefined when the program starts no other. */
function launchedWords(name: string, rest: readonly string[]): readonly string[] | undefined {
  const verb = launchers.get(name);
  if (verb === undefined) return undefined;
  const start = verb === "" ? 0 : rest.indexOf(verb) + 1;
  if (verb !== "" && start === 0) return undefined;
  const program = rest.findIndex((word, index) => index >= start && noOption.test(word));
  return program === -1 ? undefined : rest.slice(program);
}

const launchers: ReadonlyMap<string, string> = new Map([
  ["bundle", "exec"],
  ["conda", "run"],
  ["ddtrace-run", ""],
  ["hatch", "run"],
  ["micromamba", "run"],
  ["newrelic-admin", "run-program"],
  ["npx", ""],
  ["opentelemetry-instrument", ""],
  ["pdm", "run"],
  ["pipenv", "run"],
  ["poetry", "run"],
  ["rye", "run"],
  ["uv", "run"],
]);

function classifyRuntime(name: string, rest: readonly string[], depth: number): ProcessClass | undefined {
  if (/^(?:python|pypy)[\d.]*$/.test(name)) return classifyPython(name, rest, depth);
  if (name === "celery") return celery(rest);
  if (name === "flask" && rest.includes("run")) return server("flask", 5000);
  if (name === "fastapi" && (rest.includes("run") || rest.includes("dev"))) return server("fastapi", 8000);
  if (name === "streamlit" && rest.includes("run")) return server("streamlit", 8501);
  if (name === "rails" && /^s(?:erver)?$/.test(rest[0] ?? "")) return server("rails", 3000);
  if (name === "manage.py" || name === "django-admin") return django(rest);
  if (name === "rq" && rest[0] === "worker") return { kind: "worker", name };
  if (/^(?:dramatiq|huey_consumer(?:\.py)?|airflow|arq)$/.test(name)) return { kind: "worker", name };
  if (/^(?:jupyter|jupyter-lab|jupyter-notebook|start-notebook\.\w+)$/.test(name)) return server("jupyter", 8888);
  if (/^(?:node|nodejs|deno|bun|ts-node|tsx|nodemon)$/.test(name)) return classifyNode(name, rest);
  if (/^(?:npm|yarn|pnpm)$/.test(name)) return classifyScript(name, rest);
  if (/^(?:next|nuxt|nest|vite|serve|http-server|strapi|remix-serve|json-server)$/.test(name)) return server(name, /vite/.test(name) ? 5173 : 3000);
  if (name === "java") return java(rest);
  if (name === "dotnet") return rest.some((word) => /\.dll$/i.test(word)) || rest[0] === "run" ? server("dotnet", 8080) : undefined;
  if (name === "php") return classifyPhp(rest);
  if (name === "ruby") return rest.some((word) => word.endsWith(".rb")) ? { kind: "unknown", name } : undefined;
  if (name === "symfony" && rest.includes("server:start")) return server("symfony", 8000);
  if (name === "mix" && rest[0] === "phx.server") return server("phoenix", 4000);
  if (name === "standalone.sh" || name === "kc.sh") return server(name, 8080);
  return undefined;
}

function classifyPython(name: string, rest: readonly string[], depth: number): ProcessClass | undefined {
  const words = rest.filter((word) => !/^-[uOBEsSIv]+$/.test(word));
  if (words[0] === "-m" && words[1] !== undefined) {
    if (words[1] === "http.server") return server("http.server", 8000);
    if (words[1] === "django") return django(words.slice(2));
    const found = classify(words.slice(1), depth + 1);
    return found.kind === "unknown" || found.kind === "interpreter" ? { kind: "unknown", name: words[1] } : found;
  }
  const script = words[0];
  if (script === undefined) return undefined;
  if (baseName(script) === "manage.py") return django(words.slice(1));
  return /^(?:server|wsgi|asgi)\.py$/.test(baseName(script)) ? server(name) : { kind: "unknown", name };
}

function django(rest: readonly string[]): ProcessClass {
  if (rest[0] === "runserver" || rest[0] === "runserver_plus") return server("django", 8000);
  return rest[0] === "qcluster" || rest[0] === "rqworker" ? { kind: "worker", name: "django" } : { kind: "unknown", name: "django" };
}

function celery(rest: readonly string[]): ProcessClass {
  if (rest.includes("flower")) return server("flower", 5555);
  return { kind: rest.some((word) => ["worker", "beat", "multi"].includes(word)) ? "worker" : "unknown", name: "celery" };
}

/** A file behind `node` is an application: nearly always a server. Its port is its own. */
function classifyNode(name: string, rest: readonly string[]): ProcessClass | undefined {
  const words = rest.filter((word) => noOption.test(word));
  const first = words[0];
  if (first === undefined) return rest.some((word) => /^(?:--version|-v|-e|-p|--eval|--print|--test|--check)$/.test(word)) ? { kind: "unknown", name } : undefined;
  if (rest.some((word) => /^(?:-e|-p|--eval|--print|--test|--check)$/.test(word))) return { kind: "unknown", name };
  if ((name === "bun" || name === "deno") && !/^(?:run|start|serve|dev|x)$|\.[cm]?[jt]sx?$/.test(first)) return { kind: "unknown", name };
  return server(name);
}

function classifyScript(name: string, rest: readonly string[]): ProcessClass {
  const words = rest.filter((word) => noOption.test(word));
  const task = words[0] === "run" || words[0] === "run-script" ? words[1] : words[0];
  if (task !== undefined && /^(?:start|serve|dev|develop|preview|prod|production)(?:[:-].*)?$/.test(task)) return server(name);
  return { kind: task !== undefined && /^worker(?:[:-].*)?$/.test(task) ? "worker" : "unknown", name };
}

function java(rest: readonly string[]): ProcessClass | undefined {
  const isApplication = rest.includes("-jar") || rest.some((word) => /\.launch\.|JarLauncher|WarLauncher|QuarkusEntryPoint/.test(word));
  if (isApplication) return server("java", 8080);
  if (rest.some((word) => word === "-version" || word === "--version")) return { kind: "unknown", name: "java" };
  return { kind: "unknown", name: "java" };
}

function classifyPhp(rest: readonly string[]): ProcessClass | undefined {
  if (rest.some((word) => word === "-S" || word.startsWith("-S"))) return server("php", 8000);
  if (rest[0] === "artisan" && (rest[1] === "serve" || rest[1]?.startsWith("octane:"))) return server("artisan", 8000);
  if (rest[0] === "artisan" && /^(?:queue:|horizon|schedule:work)/.test(rest[1] ?? "")) return { kind: "worker", name: "artisan" };
  if (rest[0] === "-a") return { kind: "interpreter", name: "php" };
  return rest.every(isOption) ? undefined : { kind: "unknown", name: "php" };
}
