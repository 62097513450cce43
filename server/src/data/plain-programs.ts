/**
 * Programs about whose literal arguments ShellCheck has nothing to say in any of its versions: it has checks on builtins, on `grep`, `tr`,
 * `find`, `ssh`, `sudo`, `printf` and their like, which are left out. Sorted; by the last component of their path.
 */
export const plainPrograms: ReadonlySet<string> = new Set(
  (
    "a2dismod a2enconf a2enmod add-apt-repository addgroup adduser apk apt apt-get apt-key apt-mark aptitude asdf autoconf autoreconf aws bower brew bun bundle bunx bzip2 " +
    "cabal cargo chgrp chown clang clean-install cmake composer conda configure corepack cpan cpanm ctest curl dart deb-s3 deno dnf docker-php-ext-configure " +
    "docker-php-ext-enable docker-php-ext-install dotnet dpkg dpkg-divert dpkg-reconfigure easy_install elm fc-cache flutter g++ gcc gem git gitlab-runner go " +
    "gradle gradlew groupadd groupdel groupmod grunt gulp gunzip gzip hatch helm hex install install-php-extensions install_packages java javac " +
    "jlink jupyter keytool ldconfig lein localedef locale-gen luarocks make mamba meson microdnf micromamba mix mkfifo mvn mvnw mypy ng ninja node npm " +
    "npx nuget openssl opkg pacman pdm pear pecl php phpenmod pip pip3 pipenv pipx pixi pnpm pnpx poetry pytest python python2 python3 rails rake rebar3 rpm ruby " +
    "rustup sbt setcap sha256sum sha512sum stack strip swift swupd tar tdnf tox touch tsc turbo unlink unxz unzip update-alternatives update-ca-certificates update-ca-trust " +
    "update-rc.d urpmi useradd userdel usermod uv virtualenv vite webpack wget xbps-install xz yarn yarnpkg yum yum-config-manager zip zypper"
  ).split(" "),
);
