/** What an image's files come from, as far as it decides how programs and accounts are added. */
export type Distribution = "debian" | "alpine" | "rhel" | "suse" | "arch" | "busybox" | "distroless" | "scratch" | "windows" | "unknown";

/**
 * What is known of an image before anything is added. Programs are those that a health check may call: `curl`, `wget`, `nc`,
 * clients of databases, and interpreters; blank-separated.
 */
export interface BaseImageData {
  /** The distribution of tags that name no other. */
  readonly distribution: Distribution;
  /** Programs in every variant. */
  readonly programs?: string;
  /** Programs that the variant without a suffix has besides, such as what `buildpack-deps` brings. */
  readonly fullPrograms?: string;
  /** Programs that `-alpine` has besides those of BusyBox. */
  readonly alpinePrograms?: string;
  /** The user that a container gets when nobody says anything; root when it is left out. */
  readonly user?: string;
  /** Accounts for the application that are there already: name and number (`node:1000`), blank-separated. */
  readonly accounts?: string;
  /** Commands for which the image's own entrypoint gives up root, blank-separated. */
  readonly stepsDownFor?: string;
  /** The program that containers start when the stage says nothing, where it serves or works. */
  readonly starts?: string;
  /** The port that it listens on, where that is not the program's usual one. */
  readonly port?: number;
  /** Whether there is a shell; where it is left out true, and not known of distroless images. */
  readonly hasShell?: boolean;
  /** Whether the image sets SHELL, to bash in all of them. */
  readonly setsShell?: boolean;
  /** Folders of its own at the root, such as its working directory, blank-separated. */
  readonly folders?: string;
  /** Whether the image brings a HEALTHCHECK. */
  readonly hasHealthcheck?: boolean;
}

const python = "python python3";
const buildpack = "curl wget";
const debian: BaseImageData = { distribution: "debian" };
const fullDebian: BaseImageData = { distribution: "debian", fullPrograms: buildpack };
const rhel: BaseImageData = { distribution: "rhel", programs: "curl" };
const java: BaseImageData = { distribution: "debian", programs: "java" };
const temurin: BaseImageData = { distribution: "debian", programs: "java", fullPrograms: buildpack };

/**
 * By repository: official images by their short name, others of Docker Hub as `owner/name`, the rest with their registry. A key
 * that ends in a slash or an asterisk holds for everything that begins so. Sorted.
 */
export const baseImages: Readonly<Record<string, BaseImageData>> = {
  "adoptopenjdk": java,
  "almalinux": rhel,
  "alpine": { distribution: "alpine" },
  "amazoncorretto": { distribution: "rhel", programs: "java curl" },
  "amazonlinux": rhel,
  "archlinux": { distribution: "arch", programs: "curl" },
  "bash": { distribution: "alpine" },
  "bitnami/": { distribution: "debian", programs: "curl", user: "1001", setsShell: true },
  "bitnami/minideb": debian,
  "bitnamilegacy/": { distribution: "debian", programs: "curl", user: "1001", setsShell: true },
  "buildpack-deps": fullDebian,
  "busybox": { distribution: "busybox", programs: "wget nc" },
  "caddy": { distribution: "alpine", starts: "caddy" },
  "cassandra": { distribution: "debian", stepsDownFor: "cassandra", starts: "cassandra" },
  "centos": rhel,
  "cgr.dev/": { distribution: "distroless", user: "65532", accounts: "nonroot:65532", hasShell: false },
  "cgr.dev/chainguard/wolfi-base": { distribution: "alpine", accounts: "nonroot:65532" },
  "cimg/": { distribution: "debian", programs: "curl wget", user: "circleci", setsShell: true },
  "clickhouse/clickhouse-server": { distribution: "debian", programs: "wget", stepsDownFor: "clickhouse-server", starts: "clickhouse-server" },
  "composer": { distribution: "alpine", programs: "php curl", folders: "/app" },
  "continuumio/miniconda3": { distribution: "debian", programs: `${python} wget` },
  "debian": debian,
  "denoland/deno": { distribution: "debian", programs: "deno", accounts: "deno:1000" },
  "docker": { distribution: "alpine" },
  "eclipse-temurin": temurin,
  "elasticsearch": { distribution: "debian", programs: "curl", user: "elasticsearch", starts: "elasticsearch" },
  "elixir": fullDebian,
  "erlang": fullDebian,
  "fedora": rhel,
  "gcr.io/distroless/": { distribution: "distroless", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/java*": { distribution: "distroless", programs: "java", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/nodejs*": { distribution: "distroless", programs: "/nodejs/bin/node", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/python3*": { distribution: "distroless", programs: "python3 /usr/bin/python3", accounts: "nonroot:65532" },
  "ghcr.io/astral-sh/uv": { distribution: "debian", programs: python },
  "ghost": { distribution: "debian", programs: "node", accounts: "node:1000", stepsDownFor: "node" },
  "golang": { ...fullDebian, folders: "/go" },
  "gradle": { distribution: "debian", programs: "java", fullPrograms: buildpack, accounts: "gradle:1000" },
  "grafana/grafana": { distribution: "alpine", alpinePrograms: "curl", user: "472", starts: "grafana" },
  "haproxy": { distribution: "debian", user: "haproxy", starts: "haproxy" },
  "haskell": debian,
  "hashicorp/vault": { distribution: "alpine", stepsDownFor: "vault" },
  "httpd": { distribution: "debian", accounts: "www-data:33", starts: "httpd-foreground" },
  "ibmjava": java,
  "influxdb": { distribution: "debian", programs: "curl", stepsDownFor: "influxd", starts: "influxd" },
  "jenkins/jenkins": { distribution: "debian", programs: "curl java", user: "jenkins" },
  "jetty": { distribution: "debian", programs: "java", user: "jetty" },
  "julia": debian,
  "jupyter/": { distribution: "debian", programs: `${python} wget`, user: "jovyan", setsShell: true },
  "keydb": { distribution: "debian", programs: "keydb-cli" },
  "mambaorg/micromamba": { distribution: "debian", user: "mambauser", setsShell: true },
  "mariadb": { distribution: "debian", programs: "mariadb-admin healthcheck.sh", accounts: "mysql:999", stepsDownFor: "mariadbd mysqld", starts: "mariadbd" },
  "maven": temurin,
  "mcr.microsoft.com/azure-functions/": debian,
  "mcr.microsoft.com/devcontainers/": { distribution: "debian", programs: "curl wget" },
  "mcr.microsoft.com/dotnet/aspnet": { distribution: "debian", programs: "dotnet", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/framework/": { distribution: "windows" },
  "mcr.microsoft.com/dotnet/runtime": { distribution: "debian", programs: "dotnet", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/runtime-deps": { distribution: "debian", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/sdk": { distribution: "debian", programs: "dotnet curl", accounts: "app:1654" },
  "mcr.microsoft.com/playwright": { distribution: "debian", programs: "node curl wget", accounts: "pwuser:1001" },
  "mcr.microsoft.com/powershell": { distribution: "debian" },
  "mcr.microsoft.com/windows": { distribution: "windows" },
  "mcr.microsoft.com/windows/": { distribution: "windows" },
  "memcached": { distribution: "debian", user: "memcache", starts: "memcached" },
  "mongo": { distribution: "debian", programs: "mongosh", accounts: "mongodb:999", stepsDownFor: "mongod mongos", starts: "mongod" },
  "mysql": { distribution: "rhel", programs: "mysqladmin curl", accounts: "mysql:999", stepsDownFor: "mysqld", starts: "mysqld" },
  "nats": { distribution: "scratch", hasShell: false, starts: "nats-server" },
  "neo4j": { distribution: "debian", programs: "wget", stepsDownFor: "neo4j", starts: "neo4j" },
  "nginx": { distribution: "debian", programs: "curl", accounts: "nginx:101", starts: "nginx" },
  "nginxinc/nginx-unprivileged": { distribution: "debian", programs: "curl", user: "101", accounts: "nginx:101", starts: "nginx", port: 8080 },
  "node": { distribution: "debian", programs: "node", fullPrograms: buildpack, accounts: "node:1000" },
  "openjdk": { distribution: "debian", programs: "java", fullPrograms: buildpack },
  "opensuse/": { distribution: "suse", programs: "curl" },
  "oraclelinux": rhel,
  "oven/bun": { distribution: "debian", programs: "bun", accounts: "bun:1000" },
  "perl": { distribution: "debian", programs: "perl", fullPrograms: buildpack },
  "photon": rhel,
  "php": { distribution: "debian", programs: "php curl", accounts: "www-data:33" },
  "postgres": { distribution: "debian", programs: "pg_isready psql", accounts: "postgres:999", stepsDownFor: "postgres", starts: "postgres" },
  "prom/prometheus": { distribution: "busybox", programs: "wget nc", user: "nobody", starts: "prometheus" },
  "pypy": { distribution: "debian", programs: "pypy3", fullPrograms: buildpack },
  "python": { distribution: "debian", programs: python, fullPrograms: buildpack },
  "quay.io/keycloak/keycloak": { distribution: "rhel", programs: "java", user: "1000" },
  "rabbitmq": { distribution: "debian", programs: "rabbitmq-diagnostics", accounts: "rabbitmq:999", stepsDownFor: "rabbitmq-server", starts: "rabbitmq-server" },
  "redis": { distribution: "debian", programs: "redis-cli", accounts: "redis:999", stepsDownFor: "redis-server redis-sentinel", starts: "redis-server" },
  "registry": { distribution: "alpine", starts: "registry" },
  "registry.access.redhat.com/ubi*": { distribution: "rhel", programs: "curl" },
  "registry.access.redhat.com/ubi10/": { distribution: "rhel", programs: "curl", user: "1001" },
  "registry.access.redhat.com/ubi10/ubi*": { distribution: "rhel", programs: "curl" },
  "registry.access.redhat.com/ubi8/": { distribution: "rhel", programs: "curl", user: "1001" },
  "registry.access.redhat.com/ubi8/ubi*": { distribution: "rhel", programs: "curl" },
  "registry.access.redhat.com/ubi9/": { distribution: "rhel", programs: "curl", user: "1001" },
  "registry.access.redhat.com/ubi9/ubi*": { distribution: "rhel", programs: "curl" },
  "rockylinux": rhel,
  "ruby": { distribution: "debian", programs: "ruby", fullPrograms: buildpack },
  "rust": fullDebian,
  "selenium/": { distribution: "debian", programs: `${python} curl wget`, user: "1200" },
  "sonarqube": { distribution: "debian", programs: "java curl", user: "sonarqube" },
  "swift": debian,
  "tomcat": { distribution: "debian", programs: "java", fullPrograms: buildpack, starts: "catalina.sh" },
  "traefik": { distribution: "alpine", starts: "traefik" },
  "ubuntu": { distribution: "debian" },
  "unit": { distribution: "debian", programs: "curl" },
  "valkey/valkey": { distribution: "debian", programs: "valkey-cli", accounts: "valkey:999", stepsDownFor: "valkey-server", starts: "valkey-server" },
  "varnish": { distribution: "debian", user: "varnish", starts: "varnishd" },
  "vaultwarden/server": { distribution: "debian", programs: "curl", hasHealthcheck: true },
  "wordpress": { distribution: "debian", programs: "php curl", accounts: "www-data:33", starts: "apache2-foreground" },
};

/** Words in a tag that name a distribution other than the image's usual one. */
export const distributionTags: readonly (readonly [RegExp, Distribution])[] = [
  [/(?:^|[-_.])(?:windowsservercore|nanoserver|servercore|ltsc\d+)/i, "windows"],
  [/(?:^|[-_.])(?:alpine[\d.]*|musl)(?:$|[-_.])/i, "alpine"],
  [/(?:^|[-_.])distroless(?:$|[-_.])/i, "distroless"],
  [/(?:^|[-_.])chiseled/i, "distroless"],
  [/(?:^|[-_.])(?:ubi\d*|al\d{4}|oraclelinux\d*|centos\d*|fedora\d*)(?:$|[-_.])/i, "rhel"],
  [/(?:^|[-_.])(?:slim|buster|bullseye|bookworm|trixie|stretch|jessie|sid|focal|jammy|noble|bionic|debian[\d.]*|ubuntu[\d.]*)(?:$|[-_.])/i, "debian"],
];

/** Variants of Debian-based tags that leave out what `fullPrograms` lists. */
export const slimTag = /(?:^|[-_.])slim(?:$|[-_.])/i;

/** Programs that come with a distribution package of another name. */
export const packagePrograms: Readonly<Record<string, string>> = {
  "busybox": "wget nc",
  "busybox-extras": "nc",
  "curl-minimal": "curl",
  "default-mysql-client": "mysqladmin",
  "mariadb-client": "mysqladmin mariadb-admin",
  "mysql-client": "mysqladmin",
  "ncat": "nc",
  "netcat": "nc",
  "netcat-openbsd": "nc",
  "netcat-traditional": "nc",
  "nmap-ncat": "nc",
  "mariadb-server": "mysqladmin mariadb-admin",
  "mysql-server": "mysqladmin",
  "nodejs": "node nodejs",
  "nodejs-current": "node nodejs",
  "npm": "node nodejs",
  "php-cli": "php",
  "postgresql": "pg_isready psql",
  "postgresql-client": "pg_isready psql",
  "python-is-python3": "python",
  "python3-minimal": "python3",
  "redis": "redis-cli",
  "redis-server": "redis-cli",
  "redis-tools": "redis-cli",
};

/** Accounts that every image of a distribution has; `ubuntu` is there since Ubuntu 23.04. */
export const systemAccounts: Readonly<Partial<Record<Distribution, string>>> = {
  alpine: "root bin daemon lp sync shutdown halt mail news uucp cron ftp sshd games ntp guest nobody operator man postmaster squid xfs cyrus vpopmail smmsp at adm",
  debian: "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats _apt nobody systemd-network systemd-resolve messagebus ubuntu",
  distroless: "root nobody nonroot",
  scratch: "",
};
