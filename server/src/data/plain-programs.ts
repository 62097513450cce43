/**
 * Programs about whose literal arguments ShellCheck has nothing to say in any of its versions: it has checks on builtins, on `grep`, `tr`,
 * `find`, `ssh`, `sudo`, `printf` and their like, which are left out. Sorted; by the last component of their path.
 */
export const plainPrograms: ReadonlySet<string> = new Set(
  `
    a2dismod a2dissite a2enconf a2enmod a2ensite add-apt-repository addgroup adduser apk apt apt-cache apt-file apt-get apt-key apt-mark aptitude asdf autoconf autoreconf aws
    bower brew bun bundle bunx bzip2
    cabal cargo chgrp chown clang clean-install cmake composer conda configure corepack cpan cpanm ctest curl
    dart deno dnf docker-php-ext-configure docker-php-ext-enable docker-php-ext-install dos2unix dotnet dpkg dpkg-divert dpkg-reconfigure
    easy_install elm emerge
    fc-cache fc-list file flutter
    g++ gcc gem ghc git gitlab-runner go golangci-lint gpg gradle gradlew groupadd groupdel groupmod grunt gulp gunzip gzip
    hatch helm hex
    install install-php-extensions install_packages
    jar java javac javadoc jlink jupyter
    keytool
    ldconfig lein locale-gen localedef ls luarocks
    make mamba meson microdnf micromamba mix mkdocs mkfifo mvn mvnw mypy
    ng nginx ninja node npm npx nuget
    openssl opkg
    pacman patch pdm pear pecl php phpenmod pip pip3 pipenv pipx pixi playwright pnpm pnpx poetry pypy3 pytest python
    rabbitmq-plugins rails rake rebar3 rpm ruby rustup
    sbt sed service setcap sha256sum sha512sum stack strip swift swupd sync systemctl
    tar tdnf touch tox true tsc turbo
    unlink unxz unzip update-alternatives update-ca-certificates update-ca-trust update-rc.d upx urpmi useradd userdel usermod uv
    virtualenv vite
    webpack wget
    xbps-install xz
    yamllint yarn yarnpkg yum yum-config-manager
    zip zypper
  `.trim().split(/\s+/),
);
