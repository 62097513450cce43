import { startWords } from "./command-words.ts";
import { baseFacts } from "../images/base-facts.ts";
import { exposedPorts, type Stage, stageChain } from "../dockerfile.ts";
import { hasProgram, hasShell } from "./programs.ts";
import { startProcess } from "../role.ts";

/** A way to ask a stage's process whether it still works. */
export interface Probe {
  /** The program that asks. */
  readonly program: string;
  /** What stands behind CMD. */
  readonly command: string;
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
}

/** The probe that fits what the stage runs and the programs in it; undefined where none is known to work. */
export function probeOf(stage: Stage): Probe | undefined {
  const process = startProcess(stage);
  if (!process) return undefined;
  const own = ownClient(stage, process.name);
  if (own) return own;
  if (process.kind === "worker" || speaksOther.test(process.name)) return undefined;
  const port = servicePort(stage);
  return port === undefined ? undefined : httpProbe(stage, `http://127.0.0.1:${port}${pathOf(process.name)}`, process.name === "java" ? 60 : 20);
}

/** Servers that do not answer HTTP. */
const speaksOther = /^(?:php-fpm|sshd|postfix|exim4|dovecot|slapd|named|dnsmasq|coredns|memcached|mosquitto|nats-server|pgbouncer|mongod|mongos|mysqld|mysqld_safe|mariadbd|postgres|redis-server|redis-sentinel|keydb-server|valkey-server|rabbitmq-server|cassandra|vsftpd|squid|kafka-server-start\.sh|zookeeper-server-start\.sh|haproxy|uwsgi|unitd)$/;

function pathOf(process: string): string {
  return process === "rails" || process === "puma" ? "/up" : "/";
}

/** Probes by the client that belongs to the process. */
function ownClient(stage: Stage, process: string): Probe | undefined {
  if (process === "celery") return celeryProbe(stage);
  const client = clients[process];
  if (!client || hasProgram(stage, client.program) !== "yes" || hasShell(stage) !== true) return undefined;
  return { ...client, interval: 30, timeout: 5, startPeriod: 20 };
}

const redis = { program: "redis-cli", command: "redis-cli ping | grep -q PONG || exit 1" };
const mysql = { program: "mysqladmin", command: "mysqladmin ping --host=127.0.0.1 --silent || exit 1" };
const mariadb = { program: "healthcheck.sh", command: '["healthcheck.sh", "--connect", "--innodb_initialized"]' };

const clients: Readonly<Record<string, { readonly program: string; readonly command: string }>> = {
  "mariadbd": mariadb,
  "mongod": { program: "mongosh", command: "mongosh --quiet --eval \"quit(db.adminCommand('ping').ok ? 0 : 1)\" || exit 1" },
  "mysqld": mysql,
  "postgres": { program: "pg_isready", command: 'pg_isready --username="${POSTGRES_USER:-postgres}" || exit 1' },
  "rabbitmq-server": { program: "rabbitmq-diagnostics", command: "rabbitmq-diagnostics --quiet ping || exit 1" },
  "redis-server": redis,
  "valkey-server": { program: "valkey-cli", command: "valkey-cli ping | grep -q PONG || exit 1" },
};

/** A worker answers a ping through its broker. Beat alone answers nobody. */
function celeryProbe(stage: Stage): Probe | undefined {
  const words = startWords(stage);
  const app = optionValue(words, "-A", "--app");
  if (app === undefined || !words.includes("worker") || hasShell(stage) !== true) return undefined;
  const node = optionValue(words, "-n", "--hostname");
  const destination = node === undefined ? "celery@$HOSTNAME" : node.includes("@") && !node.includes("%") ? node : undefined;
  const to = destination === undefined ? "" : ` --destination "${destination}"`;
  return { program: "celery", command: `celery -A ${app} inspect ping${to} || exit 1`, interval: 60, timeout: 15, startPeriod: 30 };
}

function optionValue(words: readonly string[], short: string, long: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === short || word === long) return plainWord(words[index + 1]);
    if (word.startsWith(`${long}=`)) return plainWord(word.slice(long.length + 1));
  }
  return undefined;
}

function plainWord(word: string | undefined): string | undefined {
  return word !== undefined && /^[\w.:@%/-]+$/.test(word) ? word : undefined;
}

/** Ports that the stage's chain opens or its start command mentions, and whether that tells all of them. */
export function knownPorts(stage: Stage): { readonly ports: ReadonlySet<number>; readonly isComplete: boolean } {
  const ports = new Set<number>();
  // An unknown base image may start a server, or expose ports, of its own.
  let isComplete = baseFacts(stage).isKnown && !listensByFile(stage);
  for (const exposed of exposedPorts(stage)) {
    const text = /^[\d-]+(?:\/\w+)?$/.test(exposed) ? exposed : valueOf(stage, exposed);
    const range = text === undefined ? undefined : /^(\d+)(?:-(\d+))?/.exec(text);
    if (!range) isComplete = false;
    else if (range[2] === undefined) ports.add(Number(range[1]));
    else for (let port = Number(range[1]); port <= Math.min(Number(range[2]), 65535) && ports.size < 1000; port++) ports.add(port);
  }
  if (ports.size === 0 && isComplete) {
    const port = servicePort(stage);
    if (port === undefined || port === startProcess(stage)?.defaultPort) isComplete = false;
  }
  const words = startWords(stage);
  const usual = words.length === 0 ? startProcess(stage)?.defaultPort : undefined;
  if (usual !== undefined) ports.add(usual);
  for (const word of words) for (const number of word.matchAll(/(?<!\d)\d{2,5}(?!\d)/g)) ports.add(Number(number[0]));
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind !== "ENV" && instruction.kind !== "ARG") continue;
      for (const { value } of instruction.pairs) for (const number of (value?.text ?? "").matchAll(/(?<!\d)\d{2,5}(?!\d)/g)) ports.add(Number(number[0]));
    }
  }
  return { ports, isComplete };
}

/** Servers whose ports are in files of their own, several most often, and what starts who knows which programs. */
const configured = /^(?:apache2.*|httpd.*|caddy|coredns|elasticsearch|envoy|frankenphp|grafana.*|haproxy|h2o|kibana|kong|lighttpd|logstash|nginx|openresty|rabbitmq-server|s6-svscan|supervisord|traefik|trafficserver|unitd|varnishd|vault|.*\.sh|(?:docker-)?entrypoint|init)$/;

function listensByFile(stage: Stage): boolean {
  return configured.test(startProcess(stage)?.name ?? "") || startWords(stage).some((word) => /^--?conf|\.(?:conf|cfg|ya?ml|toml|ini|json|properties)$/.test(word));
}

/** The TCP port that the process is told to listen on, else the first that is exposed, else the program's own. */
export function servicePort(stage: Stage): number | undefined {
  const words = startWords(stage);
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? "";
    const bound = /^(?:-b|--bind|--port|-p|--http-port|--listen|-l)$/.test(word) ? next : /^--(?:bind|port|http-port|listen|server\.port)=(.*)$/.exec(word)?.[1];
    const port = bound === undefined ? undefined : /(?:^|:)(\d{1,5})$/.exec(bound)?.[1];
    if (port !== undefined && Number(port) > 0 && Number(port) < 65536) return Number(port);
  }
  for (const exposed of exposedPorts(stage)) {
    const port = /^(\d{1,5})(?:\/tcp)?$/i.exec(exposed)?.[1] ?? valueOf(stage, exposed);
    if (port !== undefined && Number(port) > 0 && Number(port) < 65536) return Number(port);
  }
  return startProcess(stage)?.defaultPort;
}

/** What `$NAME` is set to by ENV or by the default of an ARG in the chain. */
function valueOf(stage: Stage, word: string): string | undefined {
  const name = /^\$\{?(\w+)\}?(?:\/tcp)?$/.exec(word)?.[1];
  if (name === undefined) return undefined;
  for (const link of stageChain(stage)) {
    for (const instruction of link.instructions) {
      if (instruction.kind !== "ENV" && instruction.kind !== "ARG") continue;
      const pair = instruction.pairs.find(({ key }) => key.text === name);
      const value = pair?.value?.text.replace(/^(["'])(.*)\1$/, "$2");
      if (value !== undefined && /^\d{1,5}$/.test(value)) return value;
    }
  }
  return undefined;
}

/** Asks over HTTP with what is there: the usual clients first, then the interpreter that runs the application. */
export function httpProbe(stage: Stage, url: string, startPeriod: number): Probe | undefined {
  const shell = hasShell(stage) === true;
  const has = (program: string): boolean => hasProgram(stage, program) === "yes";
  const probe = (program: string, command: string): Probe => ({ program, command, interval: 30, timeout: 5, startPeriod });
  if (shell && has("curl")) return probe("curl", `curl -fsS -o /dev/null ${url} || exit 1`);
  if (shell && has("wget")) return probe("wget", `wget -q -O /dev/null ${url} || exit 1`);
  for (const program of ["python", "python3", "/usr/bin/python3"]) {
    if (has(program)) return probe(program, argv(program, "-c", `import urllib.request; urllib.request.urlopen('${url}', timeout=4)`));
  }
  for (const program of ["node", "/nodejs/bin/node", "bun"]) {
    if (has(program)) return probe(program, argv(program, "-e", `fetch('${url}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`));
  }
  if (has("ruby")) return probe("ruby", argv("ruby", "-rnet/http", "-e", `exit Net::HTTP.get_response(URI('${url}')).is_a?(Net::HTTPSuccess)`));
  if (has("php")) return probe("php", argv("php", "-r", `exit(@file_get_contents('${url}') === false ? 1 : 0);`));
  return undefined;
}

function argv(...words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
