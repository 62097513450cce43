import assert from "node:assert/strict";
import { test } from "node:test";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import type { PackageArgument } from "../../../server/src/model/shell/package-arguments.ts";
import type { PackageCommand } from "../../../server/src/model/shell/packages.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import { readCarets, writeCarets } from "../../syntax/shell/carets.ts";

/** A line for each call: `manager action subcommand {options} packages`. The text and the line stand in turns. */
function checkCommands(blocks: string): void {
  const rows = blocks.trim().split(/\n\s*\n/).map((block) => block.trim().split(/\n\s*/));
  const actual = rows.map(([text]) => [text!, ...shellFacts(parseShell(text!)).packageCommands.map(describe)].join("\n"));
  assert.equal(actual.join("\n\n"), rows.map((lines) => lines.join("\n")).join("\n\n"));
}

function describe(command: PackageCommand): string {
  const options = command.options.map((option) => option.name + (option.value === undefined ? "" : `=${option.value}`));
  const head = `→ ${command.manager} ${command.action} ${command.subcommand === "" ? "—" : command.subcommand}`;
  return [head, ...(options.length === 0 ? [] : [`{${options.join(" ")}}`]), ...command.packages.map(packageText)].join(" ");
}

function packageText(one: PackageArgument): string {
  const kind = one.kind === "name" ? "" : `${one.kind}:`;
  return `${kind}${one.name}${one.version === undefined ? "" : `[${one.operator ?? "option"} ${one.version}]`}`;
}

/** Carets under options, packages and versions. */
function checkSpans(marked: string): void {
  const { text } = readCarets(marked);
  const marks = shellFacts(parseShell(text)).packageCommands.flatMap((command) => [
    ...command.options.map((option) => ({ span: option.span, label: option.name })),
    ...command.packages.flatMap((one) => [
      { span: one.span, label: one.name },
      ...(one.versionSpan === undefined ? [] : [{ span: one.versionSpan, label: "version" }]),
    ]),
  ]);
  assert.equal(writeCarets(text, marks), marked);
}

test("apt", () => {
  checkCommands(`
    apt-get update -yqq
    → apt-get update update {-y -q -q}

    apt-get -y -o Acquire::Retries=3 -t bookworm-backports install --no-install-recommends curl=7.88.1-10 "nginx=${"${NGINX_VERSION}"}" libc6:i386 g++
    → apt-get install install {-y -o=Acquire::Retries=3 -t=bookworm-backports --no-install-recommends} curl[= 7.88.1-10] nginx[= ${"${NGINX_VERSION}"}] libc6:i386 g++

    apt install -qqy --target-release=stable foo/testing linux-headers-* ./pkg.deb /tmp/x.deb $PACKAGES "$(cat list)"
    → apt install install {-q -q -y --target-release=stable} foo[/ testing] linux-headers-* path:./pkg.deb path:/tmp/x.deb dynamic:$PACKAGES dynamic:$(cat list)

    aptitude install -y x; apt-get purge -y --auto-remove y; apt-get dist-upgrade; apt-get clean; apt-get dist-clean
    → aptitude install install {-y} x
    → apt-get remove purge {-y --auto-remove} y
    → apt-get upgrade dist-upgrade
    → apt-get clean clean
    → apt-get clean dist-clean

    apt-get install -s x; apt-get -qq --print-uris download y; apt-get install -- -odd
    → apt-get other install {-s}
    → apt-get other download {-q -q --print-uris}
    → apt-get install install -odd

    DEBIAN_FRONTEND=noninteractive sudo -E eatmydata apt-get install -y tzdata
    → apt-get install install {-y} tzdata

    apt-get install -y wget && bash -c 'apt-get install -y unzip'
    → apt-get install install {-y} wget
    → apt-get install install {-y} unzip
  `);
});

test("apk", () => {
  checkCommands(`
    apk add --no-cache --virtual .build-deps gcc=12.2 musl-dev~=1.2 'py3-pip>=23' edge@testing
    → apk install add {--no-cache --virtual=.build-deps} gcc[= 12.2] musl-dev[~= 1.2] py3-pip[>= 23] edge[@ testing]

    apk --no-cache add -t build git && apk del build && apk update -U && apk upgrade && apk cache clean
    → apk install add {--no-cache -t=build} git
    → apk remove del build
    → apk update update {-U}
    → apk upgrade upgrade
    → apk clean cache clean

    apk add -X http://x/y -U $DEPS
    → apk install add {-X=http://x/y -U} dynamic:$DEPS
  `);
});

test("dnf and its relatives", () => {
  checkCommands(`
    dnf -y --setopt=install_weak_deps=False install httpd-2.4.57 @development-tools https://x/y.rpm && dnf clean all
    → dnf install install {-y --setopt=install_weak_deps=False} httpd[- 2.4.57] group:@development-tools url:https://x/y.rpm
    → dnf clean clean

    yum install -y --enablerepo epel python3-devel glibc-2.34-60.el9; yum groupinstall -y tools; yum update -y
    → yum install install {-y --enablerepo=epel} python3-devel glibc[- 2.34-60.el9]
    → yum install groupinstall {-y} tools
    → yum upgrade update {-y}

    microdnf install --nodocs tar; tdnf install -y ca-certificates; dnf group install -y x; dnf module install -y nodejs:20
    → microdnf install install {--nodocs} tar
    → tdnf install install {-y} ca-certificates
    → dnf install group install {-y} x
    → dnf install module install {-y} nodejs:20

    zypper --non-interactive in -y --no-recommends git=2.43 && zypper clean -a
    → zypper install in {--non-interactive -y --no-recommends} git[= 2.43]
    → zypper clean clean {-a}

    pacman -Syu --noconfirm base-devel git; pacman -Scc --noconfirm; pacman -Rns x; pacman -Q
    → pacman install -S {-S -y -u --noconfirm} base-devel git
    → pacman clean -S {-S -c -c --noconfirm}
    → pacman remove -R {-R -n -s} x
    → pacman other -Q {-Q}
  `);
});

test("Python", () => {
  checkCommands(`
    pip install --no-cache-dir -r requirements.txt -c c.txt 'flask==3.0.1' uvicorn[standard]~=0.30 numpy 'requests>=2' -e .
    → pip install install {--no-cache-dir -r=requirements.txt -c=c.txt -e=.} flask[== 3.0.1] uvicorn[~= 0.30] numpy requests[>= 2]

    python3 -m pip install --upgrade pip setuptools; pip3.11 install -i https://x/simple --target=/opt x[a,b]; python -u -m pip list; python app.py
    → pip install install {--upgrade} pip setuptools
    → pip install install {-i=https://x/simple --target=/opt} x
    → pip other list

    pip install . ./lib "git+https://x/y.git@v1#egg=y" https://x/z-1.0.tar.gz /wheels/*.whl "pkg @ https://x/p.whl" "$SPEC" "x==$V"
    → pip install install path:. path:./lib url:git+https://x/y.git[@ v1] url:https://x/z-1.0.tar.gz path:/wheels/*.whl pkg[@ https://x/p.whl] dynamic:$SPEC x[== $V]

    pip cache purge; pip uninstall -y x; pip --version; pipx install poetry==1.8.0
    → pip clean cache purge
    → pip remove uninstall {-y} x
    → pip other — {--version}
    → pipx install install poetry[== 1.8.0]

    uv sync --locked --no-dev && uv pip install --system -r r.txt ruff==0.6 && uv tool install mypy && uv run x
    → uv install sync {--locked --no-dev}
    → uv install pip install {--system -r=r.txt} ruff[== 0.6]
    → uv install tool install mypy
    → uv other run

    poetry install --only main --no-root; poetry add httpx@^0.27; pipenv install --deploy --system; mamba install -y -c conda-forge python=3.11
    → poetry install install {--only=main --no-root}
    → poetry install add httpx[@ ^0.27]
    → pipenv install install {--deploy --system}
    → conda install install {-y -c=conda-forge} python[= 3.11]
  `);
});

test("JavaScript", () => {
  checkCommands(`
    npm ci --omit=dev && npm i -g pnpm@9 @angular/cli typescript@latest && npm cache clean --force && npm run build
    → npm install ci {--omit=dev}
    → npm install i {-g} pnpm[@ 9] @angular/cli typescript[@ latest]
    → npm clean cache clean {--force}
    → npm other run

    npm --prefix app install @scope/x@1.2.3 user/repo ./local git+https://x/y.git
    → npm install install {--prefix=app} @scope/x[@ 1.2.3] url:user/repo path:./local url:git+https://x/y.git

    yarn && yarn install --frozen-lockfile && yarn global add serve@14 && yarn cache clean && yarn build
    → yarn install —
    → yarn install install {--frozen-lockfile}
    → yarn install global add serve[@ 14]
    → yarn clean cache clean
    → yarn other build

    yarn --version; yarn -v && bundle --version && npm cache clear --force
    → yarn other — {--version}
    → yarn other — {-v}
    → bundle other — {--version}
    → npm clean cache clear {--force}

    pnpm install --frozen-lockfile; pnpm add -g turbo; pnpm store prune; bun install --production; bun add -d x@1
    → pnpm install install {--frozen-lockfile}
    → pnpm install add {-g} turbo
    → pnpm clean store prune
    → bun install install {--production}
    → bun install add {-d} x[@ 1]
  `);
});

test("Ruby, Go, Rust, PHP, Java", () => {
  checkCommands(`
    gem install --no-document bundler -v 2.5.1 && gem install rails:7.1 puma && bundle install -j4 && bundle
    → gem install install {--no-document -v=2.5.1} bundler[option 2.5.1]
    → gem install install rails[: 7.1] puma
    → bundle install install {-j=4}
    → bundle install —

    go install -ldflags "-s -w" golang.org/x/tools/gopls@v0.16.0 && go mod download && go build -o /x ./... && go clean -modcache
    → go install install {-ldflags=-s -w} golang.org/x/tools/gopls[@ v0.16.0]
    → go install mod download
    → go other build {-o=/x}
    → go clean clean {-modcache}

    cargo install --locked ripgrep --version 14.1.0; cargo install just@1.0; cargo build --release
    → cargo install install {--locked --version=14.1.0} ripgrep[option 14.1.0]
    → cargo install install just[@ 1.0]
    → cargo other build {--release}

    composer install --no-dev; composer require --no-interaction vendor/pkg:^2.0 ext-x/y; composer global require a/b=1
    → composer install install {--no-dev}
    → composer install require {--no-interaction} vendor/pkg[: ^2.0] ext-x/y
    → composer install global require a/b[= 1]

    mvn -B -DskipTests clean package; ./gradlew --no-daemon build; ./mvnw dependency:go-offline
    → mvn install package {-B -DskipTests}
    → gradle install build {--no-daemon}
    → mvn install dependency:go-offline
  `);
});

test("what is no package manager", () => {
  checkCommands(`
    echo apt-get install x; which apk; dpkg -i x.deb; aptly install
  `);
});

test("spans of options, packages and versions", () => {
  checkSpans(`apt-get install -yqq -t stable "curl=8.*" git='1'
                ^^ -y
                  ^ -q
                   ^ -q
                     ^^^^^^^^^ -t
                               ^^^^^^^^^^ curl
                                    ^^^^ version
                                          ^^^^^^^ git`);
  checkSpans(`npm i @a/b@1.2.3
      ^^^^^^^^^^ @a/b
          ^^^^^^ version`);
});
