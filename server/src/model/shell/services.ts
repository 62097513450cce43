import type { Invocation } from "./invocations.ts";
import { classifyProcess } from "./processes.ts";

/** Whether it is a program that starts others and keeps them running. */
export function isSupervisor(invocation: Invocation): boolean {
  return /^(?:supervisord|circusd|honcho|foreman|overmind|monit|runsvdir|s6-svscan|pm2)$/.test(invocation.name);
}

/** What is left running with `&` while the script goes on to something else; `wait -n` ends when any of them does. */
export function backgroundServices(invocations: readonly Invocation[]): Invocation[] {
  if (invocations.some(({ name, arguments: words }) => name === "wait" && words.some(({ unquoted }) => /^-\w*n/.test(unquoted)))) return [];
  return invocations.filter((invocation, index) => {
    if (!invocation.use?.isBackground || index === invocations.length - 1) return false;
    // A helper that ends soon, such as `sleep 5 && touch ready`, is none.
    const { kind } = classifyProcess(invocation.words.map((word) => word.unquoted));
    return kind === "server" || kind === "worker";
  });
}
