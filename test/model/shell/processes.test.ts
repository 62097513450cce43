import assert from "node:assert/strict";
import { test } from "node:test";
import { classifyProcess } from "../../../server/src/model/shell/processes.ts";

/** Command lines in exec form, words joined by blanks; a last word in brackets is one word. */
function checkProcesses(rows: string): void {
  const expected = rows.trim().split("\n").map((row) => row.trim());
  const actual = expected.map((row) => {
    const text = row.split(" → ")[0]!;
    const { kind, name, defaultPort } = classifyProcess([...text.matchAll(/\[(.*)\]$|\S+/g)].map((match) => match[1] ?? match[0]));
    return `${text} → ${kind} ${name}${defaultPort === undefined ? "" : ` ${defaultPort}`}`;
  });
  assert.equal(actual.join("\n"), expected.join("\n"));
}

test("servers", () => {
  checkProcesses(`
    nginx -g [daemon off;] → server nginx 80
    /usr/sbin/apache2 -D FOREGROUND → server apache2 80
    apache2-foreground → server apache2-foreground 80
    gunicorn app.wsgi:application --bind 0.0.0.0:8000 → server gunicorn 8000
    uvicorn main:app → server uvicorn 8000
    hypercorn main:app → server hypercorn 8000
    redis-server /etc/redis.conf → server redis-server 6379
    postgres → server postgres 5432
    php-fpm8.2 -F → server php-fpm8.2 9000
    caddy run → server caddy 80
    catalina.sh run → server catalina.sh 8080
  `);
});

test("what a runtime starts", () => {
  checkProcesses(`
    node server.js → server node
    node --enable-source-maps dist/main.js → server node
    node -e 1 → unknown node
    npm start → server npm
    npm run start:prod → server npm
    npm run build → unknown npm
    yarn serve → server yarn
    python -m uvicorn main:app → server uvicorn 8000
    python3 -u -m flask run --host=0.0.0.0 → server flask 5000
    python manage.py runserver 0.0.0.0:8000 → server django 8000
    python manage.py migrate → unknown django
    python -m http.server → server http.server 8000
    python app.py → unknown python
    celery -A app worker → worker celery
    celery -A app beat → worker celery
    java -Xmx1g -jar /app.jar → server java 8080
    java -cp x Main → unknown java
    dotnet App.dll → server dotnet 8080
    rails server -b 0.0.0.0 → server rails 3000
    bundle exec puma -C config/puma.rb → server puma 9292
    bundle exec rails s → server rails 3000
    poetry run gunicorn app → server gunicorn 8000
    uv run --frozen uvicorn app:app → server uvicorn 8000
    php -S 0.0.0.0:8000 → server php 8000
    php artisan queue:work → worker artisan
    bun run index.ts → server bun
    deno run -A main.ts → server deno
  `);
});

test("shells and interpreters", () => {
  checkProcesses(`
    bash → shell bash
    /bin/sh → shell sh
    python3 → interpreter python3
    node → interpreter node
    irb → interpreter irb
    php -a → interpreter php
    jshell → interpreter jshell
    sh start.sh → unknown sh
    bash -l → shell bash
    sleep infinity → shell sleep
    sleep 86400 → shell sleep
    sleep 5 → unknown sleep
    tail -f /dev/null → shell tail
    tail -f /var/log/app.log → unknown tail
  `);
});

test("scripts and wrappers", () => {
  checkProcesses(`
    sh -c [exec nginx -g 'daemon off;'] → server nginx 80
    /bin/bash -c [python manage.py migrate && exec gunicorn app] → server gunicorn 8000
    tini -- node server.js → server node
    /usr/bin/dumb-init -- bash → shell bash
    su-exec redis redis-server → server redis-server 6379
    env A=b gunicorn app → server gunicorn 8000
    ./server → unknown server
    /docker-entrypoint.sh → unknown docker-entrypoint.sh
    nginx -t → unknown nginx
    sh -c [] → unknown sh
  `);
  assert.deepEqual(classifyProcess([]), { kind: "unknown", name: "" });
});
