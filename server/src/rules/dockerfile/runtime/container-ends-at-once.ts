import { type DetachedCommand, detachedCommand } from "../../../model/dockerfile/containers/detached-commands.ts";
import { type Fix, insertAfter, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ContainerEndsAtOnce",
  aliases: [],
  language: "dockerfile",
  mentions: ["apache", "apachectl", "catalina", "cron", "crond", "elasticsearch", "forever", "gunicorn", "haproxy", "httpd", "init", "invoke", "kafka", "lighttpd", "memcached", "mongod", "mysqld", "nginx", "pg", "php", "pm", "rabbitmq", "redis", "rsyslogd", "service", "sshd", "systemctl", "unicorn", "uwsgi"],
  category: "correctness",
  severity: "warning",
  summary: "The container's command leaves its program in the background and ends, and the container with it.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const found = detachedCommand(stage);
      if (found === undefined) continue;
      const say = found.mayStay ? report.as("info") : report;
      say(found.invocation, `${found.name} leaves its program in the background, and the container ends with the command that it was started by.`, fixOf(found));
    }
  },
});

function fixOf({ instruction, invocation, stay, instead }: DetachedCommand): Fix | undefined {
  const first = invocation.words[0]!;
  const last = invocation.words.at(-1)!;
  if (invocation.outer !== undefined) return undefined;
  const isArray = instruction.command?.exec !== undefined;
  if (instead !== undefined) return suggestion(`Use ${instead}`, replace(first, isArray ? JSON.stringify(instead) : instead));
  if (stay === undefined) return undefined;
  const words = stay.map((word) => (isArray ? `, ${JSON.stringify(word)}` : ` ${/[^\w-]/.test(word) ? `'${word}'` : word}`)).join("");
  return suggestion(`Add ${stay.join(" ")}`, insertAfter(last, words));
}
