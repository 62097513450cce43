import type { Invocation } from "./invocations.ts";

/** Programs whose result does not depend on variables that a Dockerfile makes up: they read their arguments, and settings of their own. */
const blind = /^(?:add-apt-repository|addgroup|adduser|apk|apt|apt-cache|apt-get|apt-key|basename|cat|cd|chgrp|chmod|chown|cp|curl|cut|date|deluser|dirname|dnf|dpkg|du|echo|export|false|file|find|getent|gpg|grep|groupadd|groupmod|gunzip|gzip|head|id|install|ldconfig|ln|ls|microdnf|mkdir|mktemp|mv|patchelf|printf|pwd|rm|rmdir|rpm|sed|set|sha256sum|sha512sum|sleep|sort|stat|strip|tail|tar|tee|test|touch|tr|true|uname|unlink|unzip|update-ca-certificates|useradd|usermod|wc|wget|which|whoami|xargs|yum|zypper|\[|:)$/;

/** Whether a program may look at variables that its words do not name, as compilers, builds and scripts do. */
export function readsEnvironment({ name, script, words }: Invocation): boolean {
  if (script !== undefined) return false;
  if (name === "pip" || name === "pip3" || name === "gem") return words[1]?.unquoted !== "install";
  return !blind.test(name);
}
