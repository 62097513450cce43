/** Variables that widely used images set for their stages. Source: the ENV lines of the official images, and those of .NET, CUDA and Jupyter. */
export const imageVariables: ReadonlySet<string> = new Set([
  "APACHE_CONFDIR", "APP_UID", "ASPNET_VERSION", "CARGO_HOME", "CATALINA_HOME", "COMPOSER_HOME", "CONDA_DIR", "CUDA_VERSION", "DENO_DIR", "DENO_VERSION", "DOTNET_VERSION",
  "ES_HOME", "GEM_HOME", "GOLANG_VERSION", "GOPATH", "GRADLE_HOME", "GRADLE_VERSION", "JAVA_HOME", "JAVA_VERSION", "JULIA_PATH", "LANG", "LC_ALL", "MARIADB_VERSION", "MAVEN_HOME",
  "MYSQL_VERSION", "NB_GID", "NB_UID", "NB_USER", "NGINX_VERSION", "NODE_VERSION", "NPM_CONFIG_LOGLEVEL", "PG_MAJOR", "PG_VERSION", "PHP_EXTRA_CONFIGURE_ARGS", "PHP_INI_DIR",
  "PHP_VERSION", "PHPIZE_DEPS", "PYTHON_PIP_VERSION", "PYTHON_VERSION", "REDIS_VERSION", "RUBY_VERSION", "RUSTUP_HOME", "RUST_VERSION", "TOMCAT_VERSION", "YARN_VERSION",
]);

/** Official images of whole systems, which set nothing besides PATH. */
export const imagesWithoutVariables = /^(?:alpine|busybox|debian|ubuntu)$/;
