// Random shell commands that hadolint's rules look at: package managers with their flags, pins and local files, downloads, users, pipes.
import type { Random } from "../buildkit/generate-dockerfiles.ts";

/** The packages and options that one subcommand is called with, and what cleans up after it. */
interface Manager {
  readonly calls: readonly string[];
  readonly flags: readonly string[];
  readonly packages: readonly string[];
  readonly others: readonly string[];
}

const managers: readonly Manager[] = [
  {
    calls: ["apt-get install", "apt-get install", "apt-get -y install", "apt install", "sudo apt-get install", "DEBIAN_FRONTEND=noninteractive apt-get install", "apt-get -qq install", "aptitude install", "env X=1 apt-get install", "/usr/bin/apt-get install"],
    flags: ["-y", "--yes", "--no-install-recommends", "-qq", "-q", "-q -q", "--assume-yes", "-o APT::Install-Recommends=false", "-t bookworm", "--target-release bookworm", "-yq", "-qy", "-q=2", "-o=APT::Install-Recommends=0", "-yqq", "--fix-missing", "-o Dpkg::Options::=--force-confold", "--allow-downgrades", "-t=bookworm", "-f", "--option Acquire::Retries=3", "--quiet --quiet", "--install-recommends", "-o 'APT::Get::Assume-Yes=true'"],
    packages: ["curl", "curl=7.88.1-10", "git", "./a.deb", "/tmp/a.deb", "$PKG", "${PKG}", "curl=${CURL}", "libc6=2.*", "curl/bookworm", '"git=1:2.39"', "build-essential", "python3-dev", '"$PKG"', "$(cat list)", "a.deb", "curl=*", "g++", "libc6:i386"],
    others: ["apt-get update", "apt update", "apt-get upgrade", "apt-get dist-upgrade -y", "apt-get clean", "rm -rf /var/lib/apt/lists/*", "rm -rf /var/lib/apt/lists", "rm -r /var/lib/apt/lists/*", "rm -rf /var/lib/apt/lists/* /tmp/*", "apt-get -y update", "apt-get purge -y curl", "apt-get autoremove -y", "rm -rf /tmp/* /var/lib/apt/lists/*", "apt list", "apt-get autoclean", "rm -fr /var/lib/apt/lists/", "find /var/lib/apt/lists -delete", "apt-get update -qq", "sudo apt-get update", "apt-get build-dep -y x", "apt-get download curl", "apt-key add x", "apt-get remove curl", "aptitude update", "rm -rf '/var/lib/apt/lists/*'"],
  },
  {
    calls: ["apk add", "apk add", "apk --no-cache add", "apk -U add", "apk --update add", "sudo apk add", "apk --virtual x add"],
    flags: ["--no-cache", "-U", "--update", "--virtual .deps", "-t .deps", "--repository http://example.com/x", "-X http://x/y", "--no-progress", "-q", "--virtual=.deps", "--update-cache", "--allow-untrusted", "-u", "-f", "--repository=http://example.com/x", "--no-scripts", "--keys-dir /x", "-p /root", "--root /x --initdb", "--arch x86"],
    packages: ["curl", "curl=8.0", "git~=2.4", "'curl>1'", "curl@edge", "./a.apk", "/tmp/x.apk", "$PKG", "curl~8", "'git>=2'", "curl=~8", ".deps", "\"git<3\"", "*.apk", "${PKG}", "git=$V", "curl@edge=1"],
    others: ["apk update", "apk upgrade", "apk del curl", "rm -rf /var/cache/apk/*", "apk --update upgrade", "rm -rf /var/cache/apk", "apk fix", "apk cache clean", "apk upgrade --no-cache"],
  },
  {
    calls: ["yum install", "yum -y install", "yum groupinstall", "yum localinstall", "yum reinstall", "yum module install", "sudo yum install"],
    flags: ["-y", "--assumeyes", "-q", "--enablerepo=epel", "--enablerepo epel", "--nogpgcheck", "--setopt=tsflags=nodocs", "-d 1", "-qy"],
    packages: ["httpd", "httpd-2.4.24", "gcc-c++", "a.rpm", "http://x/a.rpm", "nodejs:18", "$PKG", "'Development Tools'", "glibc.i686", "java-11-openjdk", "httpd-2.4.24-1.el7.x86_64", "./x.rpm", "python3.11"],
    others: ["yum clean all", "yum update -y", "yum upgrade", "rm -rf /var/cache/yum", "rm -rf /var/cache/yum/*", "yum remove httpd", "yum makecache", "yum check-update", "yum -y clean all", "yum clean metadata", "yum update-minimal"],
  },
  {
    calls: ["dnf install", "dnf -y install", "microdnf install", "dnf groupinstall", "dnf module install", "dnf5 install", "tdnf install", "dnf localinstall", "dnf reinstall", "dnf module enable"],
    flags: ["-y", "--assumeyes", "-q", "--setopt=install_weak_deps=False", "--nodocs", "--enablerepo crb", "-yq", "--best", "--refresh", "--installroot /x", "--releasever 9"],
    packages: ["httpd", "httpd-2.4.24", "gcc-c++", "a.rpm", "https://x/a.rpm", "nodejs:18", "$PKG", "@core", "./a.rpm", "tar-1.34-6.el9", "java-11-openjdk-headless", "python3.11-pip", "glibc-devel.i686"],
    others: ["dnf clean all", "microdnf clean all", "dnf update -y", "dnf upgrade", "rm -rf /var/cache/dnf", "rm -rf /var/cache/yum", "rm -rf /var/cache/dnf/*", "dnf -y clean all", "dnf autoremove", "dnf upgrade-minimal", "microdnf update", "rm -rf /var/cache/libdnf5", "dnf5 clean all", "tdnf clean all", "rm -rf /var/cache/libdnf5/*", "dnf makecache"],
  },
  {
    calls: ["zypper install", "zypper -n install", "zypper in", "zypper --non-interactive in", "zypper -n in", "zypper remove", "zypper rm", "zypper source-install", "zypper patch", "zypper si"],
    flags: ["-y", "--no-confirm", "-n", "--no-recommends", "--non-interactive", "--auto-agree-with-licenses", "-l", "-t pattern", "--type pattern", "-r repo"],
    packages: ["httpd", "httpd=2.4.24", "httpd-2.4.24", "a.rpm", "'httpd>2'", "\"x>=1\"", "$PKG", "https://x/a.rpm", "'y<=2'", "httpd==2", "./b.rpm"],
    others: ["zypper clean", "zypper cc", "zypper clean -a", "zypper update", "zypper up", "zypper dist-upgrade", "zypper dup", "zypper refresh", "zypper ref", "zypper -n dup", "zypper cc -a", "rm -rf /var/cache/zypp", "zypper addrepo x y", "zypper -n update", "rm -rf /var/cache/zypp/*", "zypper ar http://x"],
  },
  {
    calls: ["pip install", "pip3 install", "python -m pip install", "python3 -m pip install", "pip --no-cache-dir install", "pip2 install", "pipx install", "pip -q install", "python3.11 -m pip install", "pip3.11 install", "/opt/venv/bin/pip install", "sudo pip install", "uv pip install", "PIP_NO_CACHE_DIR=1 pip install", "python3 -u -m pip install", "pip download"],
    flags: ["--no-cache-dir", "-r requirements.txt", "--requirement requirements.txt", "--upgrade", "-U", "-e .", "--user", "--index-url https://x/y", "-i https://x", "--extra-index-url https://x/y", "--target /x", "-t /x", "-c constraints.txt", "--constraint=c.txt", "--no-deps", "--trusted-host x", "-f https://x", "--editable .", "--find-links x", "--pre", "--root-user-action=ignore", "--no-binary :all:", "-q", "--break-system-packages", "-rrequirements.txt", "--proxy http://x", "--prefix=/install", "--timeout 60", "--no-build-isolation", "--global-option=x"],
    packages: ["flask", "flask==2.0", "'flask>=2'", "flask~=2.0", "'flask[async]==2'", ".", "./pkg", "git+https://x/y.git", "git+https://x/y.git@v1", "$PKG", "flask===2", "https://x/a.whl", "a.whl", "./a-1.whl", "'x!=1'", "'x<2'", "pip", "setuptools", "'flask @ https://x/y'", ".[dev]", "x.tar.gz", "/src/app", "flask[async]", '"flask==${V}"', "/wheels/*", "./x.tar.gz", "git+ssh://x/y@main"],
    others: ["pip cache purge", "pip freeze", "pip3 uninstall -y x", "rm -rf /root/.cache", "pip list", "pip wheel -r x", "export PIP_NO_CACHE_DIR=1", "pip config set global.no-cache-dir true", "pip --version", "pip check", "pip install"],
  },
  {
    calls: ["npm install", "npm install", "npm i", "npm add", "npm install -g", "npm ci", "npm --prefix x install", "sudo npm install -g", "npm isntall"],
    flags: ["-g", "--global", "--save", "--save-dev", "--production", "--omit=dev", "--unsafe-perm", "--registry https://x", "--loglevel error", "--ignore-scripts", "--no-optional", "-D", "--prefix /x", "--quiet", "--legacy-peer-deps", "--cache /x", "--no-audit", "--registry=https://x", "--unsafe-perm=true"],
    packages: ["express", "express@4.1.1", "@scope/x", "@scope/x@1", "express@latest", ".", "./a", "a.tgz", "git+https://x/y.git", "git+https://x/y.git#v1", "$PKG", "user/repo", "user/repo#v1", "git://x/y.git#semver:1", "https://x/a.tgz", "/tmp/x", "express@^4", "./a.tgz", "github:user/repo", "npm", "express@", "../a", "@scope/x@latest", "git+ssh://git@x.com:a/b.git#v1", "git+ssh://git@x.com:a/b.git", "git://github.com/a/b.git"],
    others: ["npm cache clean --force", "npm run build", "npm install", "npm test", "npm update", "npm ls", "npm prune"],
  },
  {
    calls: ["yarn install", "yarn add", "yarn", "yarn global add", "yarn --cwd x install"],
    flags: ["--frozen-lockfile", "--production", "--prod", "--immutable", "--network-timeout 1000"],
    packages: ["", "express", "express@4"],
    others: ["yarn cache clean", "yarn cache clean --all", "yarn build", "rm -rf /root/.cache/yarn", "yarn cache clean --mirror", "yarn run x"],
  },
  {
    calls: ["gem install", "gem install", "gem i", "sudo gem install", "gem update"],
    flags: ["--no-document", "-N", "--version 2.0", "-v 2.0", "--no-ri", "--no-rdoc", "-v=2.0", "--source http://x", "--version=2"],
    packages: ["bundler", "bundler:2.0", "rails:7", "bundler -v 2.3.7", "$GEM", "bundler:$V", "a.gem", "./a.gem", "nokogiri -- --use-system-libraries", "bundler --version '2.1'", "rails --version=7"],
    others: ["bundle install", "gem update --system", "bundle config x y", "gem list", "gem sources -c"],
  },
  {
    calls: ["go install", "go get", "go install -v", "GOBIN=/x go install", "CGO_ENABLED=0 go install", "go run"],
    flags: ["-v", "-u", "-d", "-ldflags '-s -w'", "-tags x", "-trimpath"],
    packages: ["example.com/x@v1", "example.com/x@latest", "example.com/x", "./...", "example.com/x/...@latest", ".", "github.com/a/b/cmd/c", "github.com/a/b@$V", "./cmd/x", "example.com/x@master", "example.com/x@main", "github.com/a/b@v1.2.3", "cmd/x", "main.go", "github.com/a/b@${V}", "$PKG", "example.com/x@", "gopkg.in/yaml.v3", "-", "all"],
    others: ["go build ./...", "go mod download", "go test ./...", "go build -o /x .", "go mod download x", "go clean -cache", "go env", "go version"],
  },
];

const plain = [
  "cd /app", "cd src && make", "sudo make", "make", "make install", "curl -fsSL https://x/y -o z", "curl -sSL https://x/y | bash", "wget https://x/y", "wget -q https://x/y", "wget -O - https://x/y | tar xz", "wget --progress=dot:giga https://x/y", "wget -nv https://x/y", "wget --no-verbose x", "wget -qO- x",
  "wget --quiet x", "wget -O x https://y", "wget -b https://y", "wget -o log https://y", "wget --append-output=log x", "wget -a log x", "wget --output-file=x y", "wget -P /x https://y --progress=bar", "curl --version", "wget --version", "wget -nvO x y", "wget --no-check-certificate x",
  "useradd app", "useradd -u 123456789 app", "useradd -l -u 123456 app", "useradd --no-log-init -u 1000000 app", "useradd -u 1000 app", "useradd --uid 1234567 app", "useradd -lmu 123456 app", "useradd -u $ID app", "useradd -r -u 99999 x", "useradd --uid=1234567 app", "adduser -u 1234567 app", "useradd -u 100000 -m x", "useradd -rlu 1234567 x",
  "ln -sfv /bin/bash /bin/sh", "ln -s /bin/bash /bin/sh", "ln -sf /bin/bash /bin/sh", "ln -s a b", "ln -sf bash /bin/sh", "rm /bin/sh && ln -s /bin/bash /bin/sh", "ln -sfT /bin/dash /bin/sh", "chsh -s /bin/bash",
  "tar xf a.tar.gz", "tar -xzf a.tgz -C /x", "tar xz < a.tar.gz", "unzip a.zip", "tar --extract --file=a.tar", "gunzip a.gz", "tar xzvf app/a.tar.gz", "tar -x -f a.tar.xz", "tar cf x.tar y", "tar -C /x -xf /tmp/a.tar.gz", "tar xf a.tar", "tar -zxf /app/a.tar.gz", "unxz a.tar.xz", "bunzip2 a.bz2", "uncompress a.Z", "tar xf ./a.tar", "unlzma a.lzma", "tar -xf /dst/x.tar.gz", "zcat a.gz", "7z x a.7z", "tar --get -f a.tgz", "tar xf /app/a.tar.gz",
  "a | b", "a | b | c", "a || b", "cat x | grep y > z", "! a | b", "echo 'a | b'", "x=$(a | b)", "echo hi | tee f", "find . | xargs rm", "a |& b", "$(a | b)", "bash -c 'a | b'", "echo \"$(a | b)\"", "test -z \"$(a | b)\"", "{ a | b; }",
  "ps aux", "top", "free -m", "kill 1", "mount /x", "ssh x", "vim f", "shutdown", "service x start", "ifconfig", "nano x", "echo top", "chown -R a b", "systemctl start x", "which top", "kill -9 1", "/usr/bin/top", "sudo -u x y", "echo sudo", "exec top", "time make", "ssh-keygen x", "/usr/bin/sudo x", "xargs kill", "sudo", "apt-get install -y sudo", "command -v sudo", "if sudo true; then x; fi",
  "echo \"a b\"", "export X=1", "X=1 make", "true", "mkdir -p /x && cd /x", "( cd /x && make )", "cd ..", "cd $X; make", "echo cd", "pushd /x", "cd \"$X\"", "cd /x; cd /y", "cd", "find . -exec cd {} ;", "eval cd x", "cd app/x || exit 1", "cd '/x y' && ls",
  "curl x; wget y", "apk add --no-cache wget", "apt-get install -y wget curl", "yarn", "yum install -y curl", "rm -rf /tmp/*", "sh -c 'cd /x'", "dpkg -i a.deb", "rm -rf /root/.cache/pip", "env | sort", "python3 -c 'import x'", "cat <<X | sh", "echo a > b 2>&1", "[ -f x ] && y", "test x = y", "[[ a == b ]] || c", "while read x; do echo $x; done < y", "case $x in a) apt-get install b;; esac", "if [ -n \"$X\" ]; then pip install $X; fi", "f() { npm install x; }; f", "echo `apt-get install x`", "x=$(apk add curl)", "while true; do cd x; done", "for p in a b; do apt-get install $p; done", "npm install x || true", "yes | apt-get install x", "echo x | sudo tee y", "nohup apt-get install x &", "apt-get install -y \\\n    curl \\\n    git", "apt-get update -y && apt-get install -y --no-install-recommends \\\n    curl=1 \\\n    git=2 && rm -rf /var/lib/apt/lists/*", "apk add --no-cache \\\n    # note\n    curl=1 \\\n    git", "npm install -g \\\n  x@1 \\\n  y", "pip install --no-cache-dir \\\n  x==1 \\\n  y",
].filter((command) => !command.startsWith("cat <<"));

export function generateCommand(random: Random): string {
  if (random.chance(0.3)) return random.pick(plain);
  const manager = random.pick(managers);
  if (random.chance(0.35)) return random.pick(manager.others);
  const words: string[] = [];
  for (let count = random.below(3); count > 0; count--) words.push(random.pick(manager.flags));
  for (let count = random.below(4); count > 0; count--) words.push(random.pick(manager.packages));
  if (random.chance(0.15)) words.push(random.pick(manager.flags));
  return [random.pick(manager.calls), ...words].filter((word) => word !== "").join(" ");
}
