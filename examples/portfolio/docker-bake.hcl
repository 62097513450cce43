# docker buildx bake              what is deployed on every push
# docker buildx bake test         what CI runs first
# docker buildx bake all          everything that builds
# docker buildx bake flower       broken, see below

variable "REGISTRY" {
  description = "Where the images are pushed to"
  default     = "registry.example.com/portfolio"
}

variable "TAG" {
  description = "Tag of every image"
  default     = "latest"
}

variable "GIT_COMMIT" {
  description = "Commit that the images are built from"
  default     = "unknown"
}

group "default" {
  targets = ["essential"]
}

group "essential" {
  description = "The two services that always run"
  targets     = ["web", "celery-unified"]
}

group "all" {
  description = "Every image that is in use"
  targets     = ["essential", "maintenance", "redis", "test"]
}

target "_common" {
  context    = "."
  dockerfile = "Dockerfile"
  platforms  = ["linux/amd64"]
  cache-from = [
    "type=gha,scope=buildx-multistage",
    "type=gha",
  ]
  cache-to = ["type=gha,mode=max,scope=buildx-multistage"]
}

target "web" {
  description = "Django behind gunicorn, with Chromium for PDFs"
  inherits    = ["_common"]
  target      = "runtime-full"
  tags        = ["${REGISTRY}/web:${TAG}"]
  args = {
    GIT_COMMIT = GIT_COMMIT
  }
}

target "celery-unified" {
  description = "Celery worker and beat"
  inherits    = ["_common"]
  target      = "celery-unified"
  tags        = ["${REGISTRY}/celery:${TAG}"]
  args = {
    GIT_COMMIT = GIT_COMMIT
  }
}

target "maintenance" {
  description = "Management jobs: migrations, clearing sessions"
  inherits    = ["_common"]
  target      = "runtime-minimal"
  tags        = ["${REGISTRY}/maintenance:${TAG}"]
}

target "redis" {
  description = "Redis with our settings"
  context     = "deployment"
  dockerfile  = "redis.Dockerfile"
  tags        = ["${REGISTRY}/redis:${TAG}"]
}

target "test" {
  description = "Unit tests"
  inherits    = ["_common"]
  target      = "test"
  tags        = ["${REGISTRY}/test:${TAG}"]
  args = {
    SKIP_JS_BUILDS = "1"
  }
}

# ─── Broken since the move ───────────────────────────────────────────────────
# Nobody noticed, since these are built on demand only. The groups above do not need them.

group "on-demand" {
  description = "Started by hand, when somebody wants to look inside"
  targets     = ["flower", "maintenence"]
}

target "flower" {
  description = "Celery's dashboard"
  inherits    = ["_common"]
  target      = "runtime-minmal"
  tags        = ["${REGISTRY}/flower:${TAG}"]
}
