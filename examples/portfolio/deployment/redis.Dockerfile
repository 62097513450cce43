# Redis as the broker: bounded memory, nothing kept on disk.
FROM redis:latest

COPY redis.conf /usr/local/etc/redis/redis.conf

CMD redis-server /usr/local/etc/redis/redis.conf
