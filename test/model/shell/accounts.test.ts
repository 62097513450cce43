import assert from "node:assert/strict";
import { test } from "node:test";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import { isWorldWritable, type PermissionChange, setsIdentity } from "../../../server/src/model/shell/permissions.ts";
import type { AccountCreation } from "../../../server/src/model/shell/users.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";

/** Each script with a line after an arrow for each thing found in it. */
function checkRows(rows: string, find: (text: string) => string[]): void {
  const blocks = rows.trim().split(/\n(?= *[^ →])/).map((block) => block.split("\n").map((line) => line.trim()));
  const actual = blocks.flatMap(([text]) => [text!, ...find(text!).map((line) => `→ ${line}`)]);
  assert.equal(actual.join("\n"), blocks.flat().join("\n"));
}

function accounts(text: string): string[] {
  return shellFacts(parseShell(text)).accountCreations.map((one: AccountCreation) =>
    [
      `${one.kind} ${one.name.unquoted}`,
      one.id === undefined ? "" : `id ${one.id}`,
      one.group === undefined ? "" : `in ${one.group}`,
      one.home === undefined ? "" : `home ${one.home}`,
      one.shell === undefined ? "" : `shell ${one.shell}`,
      one.isSystem ? "system" : "",
    ].filter((part) => part !== "").join(", "),
  );
}

function permissions(text: string): string[] {
  return shellFacts(parseShell(text)).permissionChanges.map((one: PermissionChange) => {
    const mode = one.setting?.unquoted;
    const notes = [one.isRecursive ? "recursive" : "", mode !== undefined && isWorldWritable(mode) ? "world" : "", mode !== undefined && setsIdentity(mode) ? "identity" : ""];
    return [`${one.kind} ${mode ?? "—"} ${one.targets.map((word) => word.unquoted).join(" ")}`, ...notes.filter((note) => note !== "")].join(", ");
  });
}

test("users and groups", () => {
  checkRows(`
    groupadd -r app --gid=999 && useradd -r -g app -u 999 -d /home/app -s /sbin/nologin -c "the app" app
    → group app, id 999, system
    → user app, id 999, in app, home /home/app, shell /sbin/nologin, system
    addgroup -g 1000 -S node && adduser -u 1000 -S -D -H -h /app -s /bin/sh -G node node
    → group node, id 1000, system
    → user node, id 1000, in node, home /app, shell /bin/sh, system
    adduser --disabled-password --gecos '' --uid "\${UID}" --ingroup users me
    → user me, id \${UID}, in users
    adduser --system --group www
    → user www, system
    → group www, system
    adduser www-data redis; addgroup me docker; usermod -aG a b
    useradd --no-log-init -rm -u 10001 "\${APP_USER}"
    → user \${APP_USER}, id 10001, system
    sudo useradd x
    → user x
  `, accounts);
});

test("permissions", () => {
  checkRows(`
    chmod 777 /tmp/x && chmod -R a+rwx /data
    → chmod 777 /tmp/x, world
    → chmod a+rwx /data, recursive, world
    chmod +x /entrypoint.sh; chmod -x a; chmod -R g=u,o-w b; chmod 1777 /tmp; chmod o=rw c
    → chmod +x /entrypoint.sh
    → chmod -x a
    → chmod g=u,o-w b, recursive
    → chmod 1777 /tmp
    → chmod o=rw c, world
    chmod u+s /bin/x; chmod 4755 y; chmod 0644 z; chmod "$M" w; chmod --reference=a b
    → chmod u+s /bin/x, identity
    → chmod 4755 y, identity
    → chmod 0644 z
    → chmod $M w
    → chmod — b
    chown -R app:app /app /data; chown --from=root app x; chgrp -R 0 /opt
    → chown app:app /app /data, recursive
    → chown app x
    → chgrp 0 /opt, recursive
  `, permissions);
});
