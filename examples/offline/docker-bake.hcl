# docker buildx bake              web and worker, both well kept
# docker buildx bake checks       the test stage
# docker buildx bake failing      one of the targets that do not go well, each in its own way

variable "SITE_VERSION" {
  description = "Version that the page shows and the worker reports"
  default     = "1.0.0"
}

variable "IMAGE_PREFIX" {
  description = "What the names of the images begin with"
  default     = "bakewell-offline"
}

group "default" {
  description = "The two services"
  targets     = ["web", "worker"]
}

group "checks" {
  description = "What has to pass before the services ship"
  targets     = ["test"]
}

group "faulty" {
  description = "Builds or containers that go wrong on purpose"
  targets     = ["failing", "slow", "unhealthy"]
}

target "_common" {
  context    = "."
  dockerfile = "Dockerfile"
  args = {
    SITE_VERSION = SITE_VERSION
  }
}

target "web" {
  description = "Serves one page on port 8080"
  inherits    = ["_common"]
  target      = "web"
  tags        = ["${IMAGE_PREFIX}/web:${SITE_VERSION}"]
}

target "worker" {
  description = "Writes a heartbeat every second"
  inherits    = ["_common"]
  target      = "worker"
  tags        = ["${IMAGE_PREFIX}/worker:${SITE_VERSION}"]
}

target "test" {
  description = "Checks the built site"
  inherits    = ["_common"]
  target      = "test"
  tags        = ["${IMAGE_PREFIX}/test:${SITE_VERSION}"]
}

target "failing" {
  description = "A step ends with exit code 3"
  target      = "failing"
}

target "slow" {
  description     = "A step takes a minute, every time"
  target          = "slow"
  no-cache-filter = ["slow"]
}

target "unhealthy" {
  description = "Builds and starts, and fails its health check after about two seconds"
  inherits    = ["_common"]
  target      = "unhealthy"
  tags        = ["${IMAGE_PREFIX}/unhealthy:${SITE_VERSION}"]
}

target "host-network" {
  description  = "Needs --allow=network.host"
  target       = "host-network"
  network      = "host"
  entitlements = ["network.host"]
  tags         = ["${IMAGE_PREFIX}/host-network:${SITE_VERSION}"]
}
