#!/bin/sh
# Waits for the database, brings it up to date where asked to, and becomes the command.
set -e

python - <<'PYTHON'
import os, socket, sys, time

address = (os.environ.get("DATABASE_HOST", "127.0.0.1"), 5432)
for attempt in range(60):
    try:
        socket.create_connection(address, timeout=1).close()
        break
    except OSError:
        time.sleep(0.5)
else:
    sys.exit(f"no database at {address[0]}:{address[1]}")
PYTHON

if [ "$RUN_MIGRATIONS" = "1" ]; then
  python manage.py migrate --noinput
fi

exec "$@"
