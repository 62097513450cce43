import { baseName } from "./invocations.ts";

/** A call that leaves its program running in the background and ends. */
export interface DetachedStart {
  /** The program, for messages. */
  readonly name: string;
  /** Words to put behind the call so that the program stays. */
  readonly stay: readonly string[] | undefined;
  /** The program to call instead. */
  readonly instead: string | undefined;
  /** Whether a configuration file may say that it stays; for nginx also where a service manager starts it. */
  readonly isConfigurable: boolean;
  /** Whether a script in `/etc/init.d` decides. */
  readonly runsScript: boolean;
}

interface Program {
  /** Words with one of which it stays, or does something else and ends. */
  readonly stays?: RegExp;
  /** The line of arguments with which it leaves; every one where there is none. */
  readonly leaves?: RegExp;
  readonly stay?: readonly string[];
  readonly instead?: string;
  readonly isConfigurable?: boolean;
}

const apache: Program = { stays: /FOREGROUND|^-(?:X|[tvVShlLM]|DNO_DETACH)$|^(?:stop|configtest|status|graceful-stop)$/, stay: ["-D", "FOREGROUND"] };
const manager: Program = { leaves: /(?:^| )(?:re)?start(?: |$)/ };
const cron: Program = { stays: /^-\w*[fndxh]/, stay: ["-f"] };

/** By the name of the program. */
const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ["service", manager], ["invoke-rc.d", manager], ["rc-service", manager], ["systemctl", manager],
  ["nginx", { stays: /daemon off|^-[tTvVhs?]/, stay: ["-g", "daemon off;"], isConfigurable: true }],
  ["apache2", apache],
  // That of BusyBox stays with -f.
  ["httpd", { ...apache, stays: /FOREGROUND|^-(?:X|[ftvVhlSLM]|DNO_DETACH)$|^-f|^(?:stop|configtest|status|graceful-stop)$/ }],
  ["apache2ctl", { stays: apache.stays!, leaves: /^(?:-k )?(?:re)?start$|^$/ }],
  ["apachectl", { stays: apache.stays!, leaves: /^(?:-k )?(?:re)?start$|^$/ }],
  ["sshd", { stays: /^-\w*[DdtTiGh?]/, stay: ["-D"] }],
  ["cron", cron], ["crond", cron],
  ["redis-server", { leaves: /--daemonize yes/ }],
  ["mongod", { leaves: /(?:^| )--fork(?: |$)/ }],
  ["mysqld", { leaves: /(?:^| )--daemonize(?: |$)/ }],
  ["php-fpm", { leaves: /(?:^| )(?:-D|--daemonize)(?: |$)/ }],
  ["gunicorn", { leaves: /(?:^| )(?:-D|--daemon)(?: |$)/ }],
  ["unicorn", { leaves: /(?:^| )(?:-D|--daemonize)(?: |$)/ }],
  ["uwsgi", { leaves: /(?:^| )(?:-d|--daemonize)(?:[ =]|$)/ }],
  ["memcached", { leaves: /(?:^| )(?:-d|--daemon)(?: |$)/ }],
  ["haproxy", { leaves: /(?:^| )-D(?: |$)/ }],
  ["pm2", { stays: /^--(?:no-daemon|attach)$/, leaves: /^(?:start|reload|restart|startOrRestart) /, instead: "pm2-runtime" }],
  ["forever", { leaves: /^start / }],
  ["pg_ctl", { leaves: /(?:^| )start(?: |$)/ }],
  ["rabbitmq-server", { leaves: /(?:^| )-detached(?: |$)/ }],
  ["kafka-server-start.sh", { leaves: /(?:^| )-daemon(?: |$)/ }],
  ["catalina.sh", { leaves: /^start$/ }],
  ["elasticsearch", { leaves: /(?:^| )(?:-d|--daemonize)(?: |$)/ }],
  ["lighttpd", { stays: /^-\w*[DtpvVh]/, stay: ["-D"] }],
  ["rsyslogd", { stays: /^-\w*[nNvd]/, stay: ["-n"] }],
]);

/** What a command line does that ends while its program goes on; undefined for all others. */
export function detachedStart(words: readonly string[]): DetachedStart | undefined {
  const [path, ...rest] = words;
  if (path === undefined) return undefined;
  const isScript = /^\/etc\/(?:rc\.d\/)?init\.d\/[\w.@-]+$/.test(path);
  const name = baseName(path);
  const program = isScript ? manager : programs.get(name.replace(/^(php-fpm)[\d.]+$/, "$1"));
  if (program === undefined) return undefined;
  const { stays, leaves, stay, instead, isConfigurable = program === manager && words.some((word) => /(?:^|\/)nginx$/.test(word)) } = program;
  if (stays !== undefined && rest.some((word) => stays.test(word))) return undefined;
  return leaves === undefined || leaves.test(rest.join(" ")) ? { name, stay, instead, isConfigurable, runsScript: program === manager && name !== "systemctl" } : undefined;
}
