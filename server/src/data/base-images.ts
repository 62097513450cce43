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
  /** Programs that releases before one had. */
  readonly formerPrograms?: { readonly before: number; readonly programs: string };
  /** Programs that `-alpine` has besides those of BusyBox. */
  readonly alpinePrograms?: string;
  /** Whether the image, or one of a family, holds programs that this table does not name: then only what is there is known, not what is missing. */
  readonly hasOtherPrograms?: boolean;
  /** The user that a container gets when nobody says anything; root when it is left out. */
  readonly user?: string;
  /** The release with which the user came; those before it start as root. */
  readonly rootBefore?: number;
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
const buildpack = "curl wget python3";
const fetchers = "curl wget";
const debian: BaseImageData = { distribution: "debian" };
const fullDebian: BaseImageData = { distribution: "debian", fullPrograms: buildpack };
const rhel: BaseImageData = { distribution: "rhel", programs: "curl", fullPrograms: python };
const temurin: BaseImageData = { distribution: "debian", programs: "java wget", fullPrograms: fetchers };
const ubi: BaseImageData = { distribution: "rhel", programs: "curl" };
const ubiLanguage: BaseImageData = { ...ubi, user: "1001", hasOtherPrograms: true };
/** The images of applications start as another user, those of languages do not. */
const bitnamiLanguage: BaseImageData = { distribution: "debian", programs: "curl", hasOtherPrograms: true, setsShell: true };
const chainguard: BaseImageData = { distribution: "distroless", user: "65532", accounts: "nonroot:65532" };

/**
 * By repository: official images by their short name, others of Docker Hub as `owner/name`, the rest with their registry. A key
 * that ends in a slash or an asterisk holds for everything that begins so. Sorted.
 */
export const baseImages: Readonly<Record<string, BaseImageData>> = {
  "adoptopenjdk": { distribution: "debian", programs: "java curl" },
  "almalinux": rhel,
  "alpine": { distribution: "alpine" },
  "amazoncorretto": { distribution: "rhel", programs: "java curl", fullPrograms: python },
  "amazonlinux": rhel,
  "archlinux": { distribution: "arch", programs: "curl" },
  "bash": { distribution: "alpine" },
  "bitnami/": { distribution: "debian", programs: "curl", hasOtherPrograms: true, user: "1001", setsShell: true },
  "bitnami/dotnet*": bitnamiLanguage,
  "bitnami/golang": bitnamiLanguage,
  "bitnami/java": bitnamiLanguage,
  "bitnami/minideb": debian,
  "bitnami/node": bitnamiLanguage,
  "bitnami/php-fpm": { ...bitnamiLanguage, starts: "php-fpm" },
  "bitnami/python": bitnamiLanguage,
  "bitnami/ruby": bitnamiLanguage,
  "bitnamilegacy/": { distribution: "debian", programs: "curl", hasOtherPrograms: true, user: "1001", setsShell: true },
  "buildpack-deps": fullDebian,
  "busybox": { distribution: "busybox", programs: "wget nc" },
  "caddy": { distribution: "alpine", starts: "caddy", folders: "/etc/caddy /usr/share/caddy" },
  "cassandra": { distribution: "debian", programs: "python3", stepsDownFor: "cassandra", starts: "cassandra" },
  "centos": rhel,
  "cgr.dev/": { ...chainguard, hasOtherPrograms: true },
  "cgr.dev/chainguard/glibc-dynamic": { ...chainguard, hasShell: false },
  "cgr.dev/chainguard/jre": { ...chainguard, programs: "java", hasShell: false },
  "cgr.dev/chainguard/python": { ...chainguard, programs: python, hasShell: false },
  "cgr.dev/chainguard/static": { ...chainguard, hasShell: false },
  "cgr.dev/chainguard/wolfi-base": { distribution: "alpine", accounts: "nonroot:65532" },
  "cimg/": { distribution: "debian", programs: fetchers, hasOtherPrograms: true, user: "circleci", setsShell: true },
  "clickhouse/clickhouse-server": { distribution: "debian", programs: "wget", stepsDownFor: "clickhouse-server", starts: "clickhouse-server" },
  "composer": { distribution: "alpine", programs: "php curl", folders: "/app" },
  "continuumio/miniconda3": { distribution: "debian", programs: `${python} wget` },
  "debian": debian,
  "denoland/deno": { distribution: "debian", programs: "deno", accounts: "deno:1000" },
  "docker": { distribution: "alpine" },
  "eclipse-temurin": temurin,
  "elasticsearch": { distribution: "debian", programs: "curl nc", user: "elasticsearch", rootBefore: 8, stepsDownFor: "elasticsearch eswrapper", starts: "elasticsearch" },
  "elixir": fullDebian,
  "erlang": fullDebian,
  "fedora": rhel,
  "gcr.io/distroless/": { distribution: "distroless", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/java*": { distribution: "distroless", programs: "java", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/nodejs*": { distribution: "distroless", programs: "/nodejs/bin/node", accounts: "nonroot:65532", hasShell: false },
  "gcr.io/distroless/python3*": { distribution: "distroless", programs: "python3 /usr/bin/python3", accounts: "nonroot:65532" },
  "ghcr.io/astral-sh/uv": { distribution: "debian", programs: python, fullPrograms: buildpack },
  "ghost": { distribution: "debian", programs: "node", accounts: "node:1000", stepsDownFor: "node" },
  "golang": { ...fullDebian, folders: "/go" },
  "gradle": { distribution: "debian", programs: "java", fullPrograms: fetchers, accounts: "gradle:1000" },
  "grafana/grafana": { distribution: "alpine", programs: "curl", user: "472", starts: "grafana" },
  "haproxy": { distribution: "debian", user: "haproxy", rootBefore: 2.4, starts: "haproxy", folders: "/usr/local/etc/haproxy" },
  "haskell": { distribution: "debian", programs: "curl" },
  "hashicorp/vault": { distribution: "alpine", stepsDownFor: "vault" },
  "httpd": { distribution: "debian", accounts: "www-data:33", starts: "httpd-foreground", folders: "/usr/local/apache2/conf /usr/local/apache2/htdocs" },
  "ibmjava": { distribution: "debian", programs: "java wget" },
  "influxdb": { distribution: "debian", programs: "curl", stepsDownFor: "influxd", starts: "influxd" },
  "jenkins/jenkins": { distribution: "debian", programs: "curl java", user: "jenkins" },
  "jetty": { distribution: "debian", programs: "java", fullPrograms: fetchers, user: "jetty" },
  "julia": { distribution: "debian", programs: "curl" },
  "jupyter/": { distribution: "debian", programs: `${python} wget`, hasOtherPrograms: true, user: "jovyan", setsShell: true },
  "keydb": { distribution: "debian", programs: "keydb-cli" },
  "mambaorg/micromamba": { distribution: "debian", user: "mambauser", setsShell: true },
  "mariadb": { distribution: "debian", programs: "mariadb-admin healthcheck.sh", formerPrograms: { before: 11, programs: "mysqladmin" }, accounts: "mysql:999", stepsDownFor: "mariadbd mysqld", starts: "mariadbd", folders: "/docker-entrypoint-initdb.d" },
  "maven": { distribution: "debian", programs: "java curl", fullPrograms: fetchers },
  "mcr.microsoft.com/azure-functions/": { distribution: "debian", hasOtherPrograms: true },
  "mcr.microsoft.com/devcontainers/": { distribution: "debian", programs: fetchers, hasOtherPrograms: true, accounts: "vscode:1000 node:1000" },
  "mcr.microsoft.com/dotnet/aspnet": { distribution: "debian", programs: "dotnet", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/framework/": { distribution: "windows" },
  "mcr.microsoft.com/dotnet/runtime": { distribution: "debian", programs: "dotnet", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/runtime-deps": { distribution: "debian", accounts: "app:1654" },
  "mcr.microsoft.com/dotnet/sdk": { distribution: "debian", programs: "dotnet curl", fullPrograms: fetchers, accounts: "app:1654" },
  "mcr.microsoft.com/playwright": { distribution: "debian", programs: "node curl wget", hasOtherPrograms: true, accounts: "pwuser:1001" },
  "mcr.microsoft.com/powershell": { distribution: "debian" },
  "mcr.microsoft.com/windows": { distribution: "windows" },
  "mcr.microsoft.com/windows/": { distribution: "windows" },
  "memcached": { distribution: "debian", user: "memcache", starts: "memcached" },
  "mongo": { distribution: "debian", programs: "mongosh", accounts: "mongodb:999", stepsDownFor: "mongod mongos", starts: "mongod", folders: "/docker-entrypoint-initdb.d" },
  "mysql": { distribution: "rhel", programs: "mysqladmin curl", accounts: "mysql:999", stepsDownFor: "mysqld", starts: "mysqld", folders: "/docker-entrypoint-initdb.d" },
  "nats": { distribution: "scratch", hasShell: false, starts: "nats-server" },
  "neo4j": { distribution: "debian", programs: "wget", stepsDownFor: "neo4j", starts: "neo4j" },
  "nginx": { distribution: "debian", programs: "curl", accounts: "nginx:101", starts: "nginx", folders: "/etc/nginx /etc/nginx/conf.d /usr/share/nginx/html /docker-entrypoint.d" },
  "nginxinc/nginx-unprivileged": { distribution: "debian", programs: "curl", user: "101", accounts: "nginx:101", starts: "nginx", port: 8080, folders: "/etc/nginx /etc/nginx/conf.d /usr/share/nginx/html /docker-entrypoint.d" },
  "node": { distribution: "debian", programs: "node", fullPrograms: buildpack, accounts: "node:1000" },
  "openjdk": { distribution: "debian", programs: "java", fullPrograms: fetchers },
  "opensuse/": { distribution: "suse", programs: "curl" },
  "oraclelinux": rhel,
  "oven/bun": { distribution: "debian", programs: "bun node", accounts: "bun:1000" },
  "perl": { distribution: "debian", programs: "perl", fullPrograms: buildpack },
  "photon": rhel,
  "php": { distribution: "debian", programs: "php curl", accounts: "www-data:33", folders: "/usr/local/etc/php /usr/local/etc/php/conf.d /var/www/html" },
  "postgres": { distribution: "debian", programs: "pg_isready psql", accounts: "postgres:999", stepsDownFor: "postgres", starts: "postgres", folders: "/docker-entrypoint-initdb.d" },
  "prom/prometheus": { distribution: "busybox", programs: "wget nc", user: "nobody", starts: "prometheus" },
  "pypy": { distribution: "debian", programs: "pypy3", hasOtherPrograms: true, fullPrograms: buildpack },
  "python": { distribution: "debian", programs: python, fullPrograms: buildpack },
  "quay.io/keycloak/keycloak": { distribution: "rhel", programs: "java", user: "1000" },
  "rabbitmq": { distribution: "debian", programs: "rabbitmq-diagnostics", hasOtherPrograms: true, accounts: "rabbitmq:999", stepsDownFor: "rabbitmq-server", starts: "rabbitmq-server" },
  "redis": { distribution: "debian", programs: "redis-cli", accounts: "redis:999", stepsDownFor: "redis-server redis-sentinel", starts: "redis-server" },
  "registry": { distribution: "alpine", starts: "registry" },
  "registry.access.redhat.com/ubi*": rhel,
  "registry.access.redhat.com/ubi10/": ubiLanguage,
  "registry.access.redhat.com/ubi10/ubi": rhel,
  "registry.access.redhat.com/ubi10/ubi*": ubi,
  "registry.access.redhat.com/ubi10/ubi-micro": { distribution: "rhel" },
  "registry.access.redhat.com/ubi8/": ubiLanguage,
  "registry.access.redhat.com/ubi8/ubi": rhel,
  "registry.access.redhat.com/ubi8/ubi*": ubi,
  "registry.access.redhat.com/ubi8/ubi-micro": { distribution: "rhel" },
  "registry.access.redhat.com/ubi9/": ubiLanguage,
  "registry.access.redhat.com/ubi9/ubi": rhel,
  "registry.access.redhat.com/ubi9/ubi*": ubi,
  "registry.access.redhat.com/ubi9/ubi-micro": { distribution: "rhel" },
  "rockylinux": rhel,
  "ruby": { distribution: "debian", programs: "ruby", fullPrograms: buildpack },
  "rust": fullDebian,
  "selenium/": { distribution: "debian", programs: `${python} curl wget`, hasOtherPrograms: true, user: "1200" },
  "sonarqube": { distribution: "debian", programs: "java curl wget", user: "sonarqube" },
  "swift": debian,
  "tomcat": { distribution: "debian", programs: "java", fullPrograms: fetchers, starts: "catalina.sh", folders: "/usr/local/tomcat/conf /usr/local/tomcat/lib /usr/local/tomcat/webapps" },
  "traefik": { distribution: "alpine", starts: "traefik" },
  "ubuntu": { distribution: "debian" },
  "unit": { distribution: "debian", programs: "curl", hasOtherPrograms: true },
  "valkey/valkey": { distribution: "debian", programs: "valkey-cli", accounts: "valkey:999", stepsDownFor: "valkey-server", starts: "valkey-server" },
  "varnish": { distribution: "debian", user: "varnish", starts: "varnishd" },
  "vaultwarden/server": { distribution: "debian", programs: "curl", hasHealthcheck: true },
  "wordpress": { distribution: "debian", programs: "php curl", accounts: "www-data:33", starts: "apache2-foreground", folders: "/usr/local/etc/php /usr/local/etc/php/conf.d /usr/src/wordpress /var/www/html" },
};

/** Words in a tag that name a distribution other than the image's usual one. */
export const distributionTags: readonly (readonly [RegExp, Distribution])[] = [
  [/(?:^|[-_.])(?:windowsservercore|nanoserver|servercore|ltsc\d+)/i, "windows"],
  [/(?:^|[-_.])(?:alpine[\d.]*|musl)(?:$|[-_.])/i, "alpine"],
  [/(?:^|[-_.])distroless(?:$|[-_.])/i, "distroless"],
  [/(?:^|[-_.])chiseled/i, "distroless"],
  [/(?:^|[-_.])(?:ubi\d*|azurelinux[\d.]*|cbl-mariner[\d.]*|al\d{4}|oraclelinux\d*|centos\d*|fedora\d*)(?:$|[-_.])/i, "rhel"],
  [/(?:^|[-_.])(?:slim|buster|bullseye|bookworm|trixie|stretch|jessie|sid|focal|jammy|noble|bionic|debian[\d.]*|ubuntu[\d.]*)(?:$|[-_.])/i, "debian"],
];

/** Variants of tags that leave out what `fullPrograms` lists. */
export const slimTag = /(?:^|[-_.])(?:slim|minimal)(?:$|[-_.])/i;

/** Programs that come with a distribution package of another name. */
export const packagePrograms: Readonly<Record<string, string>> = {
  "busybox": "wget nc",
  "busybox-extras": "nc",
  "curl-minimal": "curl",
  "default-mysql-client": "mysqladmin",
  "devscripts": "curl wget",
  "google-chrome-stable": "wget",
  "ncat": "nc",
  "nmap-ncat": "nc",
  "python-is-python3": "python",
};

/** Accounts that every image of a distribution has; `ubuntu` is there since Ubuntu 23.04. */
export const systemAccounts: Readonly<Partial<Record<Distribution, string>>> = {
  alpine: "root bin daemon lp sync shutdown halt mail news uucp cron ftp sshd games ntp guest nobody operator man postmaster squid xfs cyrus vpopmail smmsp at adm",
  debian: "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats _apt nobody systemd-network systemd-resolve messagebus ubuntu",
  distroless: "root nobody nonroot",
  scratch: "",
};
