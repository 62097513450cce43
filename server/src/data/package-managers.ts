/** What a package command does to the image. */
export type PackageAction = "install" | "remove" | "update" | "upgrade" | "clean" | "other";

/** How an operand names a package and its version. */
export type PackageSyntax = "apt" | "apk" | "rpm" | "zypper" | "pacman" | "pip" | "npm" | "gem" | "go" | "cargo" | "composer" | "none";

export interface PackageManagerData {
  /** The name that rules know it by, that of its usual program. */
  readonly name: string;
  readonly family: "apt" | "apk" | "rpm" | "zypper" | "pacman" | "python" | "node" | "ruby" | "go" | "rust" | "php" | "jvm" | "conda";
  readonly programs: readonly string[];
  readonly syntax: PackageSyntax;
  /** By subcommand, of one or two words; `""` is the call without any. */
  readonly actions: Readonly<Record<string, PackageAction>>;
  /** Options whose value is the next word, blank-separated. */
  readonly withValue: string;
  /** Long options have one dash. */
  readonly isSingleDash?: boolean;
  /** Where it keeps downloads: what a cache mount is for. `~` is the user's home. */
  readonly caches: readonly string[];
  /** Where it keeps the lists of packages that can be installed. */
  readonly lists?: string;
}

const aptActions = {
  install: "install",
  reinstall: "install",
  "build-dep": "install",
  satisfy: "install",
  remove: "remove",
  purge: "remove",
  autoremove: "remove",
  "auto-remove": "remove",
  autopurge: "remove",
  update: "update",
  upgrade: "upgrade",
  "dist-upgrade": "upgrade",
  "full-upgrade": "upgrade",
  "safe-upgrade": "upgrade",
  clean: "clean",
  autoclean: "clean",
  "auto-clean": "clean",
  distclean: "clean",
  "dist-clean": "clean",
} as const;
const aptValues = "-o --option -t --target-release --default-release -c --config-file -a --host-architecture -P --build-profiles";
const aptCaches = ["/var/cache/apt", "/var/lib/apt"];

const rpmActions = {
  install: "install",
  "install-n": "install",
  reinstall: "install",
  localinstall: "install",
  groupinstall: "install",
  "group install": "install",
  "groups install": "install",
  "module install": "install",
  "builddep": "install",
  remove: "remove",
  erase: "remove",
  autoremove: "remove",
  groupremove: "remove",
  swap: "install",
  makecache: "update",
  "check-update": "update",
  update: "upgrade",
  upgrade: "upgrade",
  "upgrade-minimal": "upgrade",
  "distro-sync": "upgrade",
  clean: "clean",
} as const;
const rpmValues =
  "-c --config -d --debuglevel -e --errorlevel -R --randomwait -x --exclude --excludepkgs --disablerepo --enablerepo --repo --repoid --installroot --releasever --setopt --advisory --cve --comment --forcearch --repofrompath --disableplugin --enableplugin --rpmverbosity --downloaddir --destdir";

const pipActions = {
  install: "install",
  uninstall: "remove",
  download: "other",
  wheel: "other",
  "cache purge": "clean",
  "cache remove": "clean",
} as const;
const pipValues =
  "-r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --find-links --prefix --root --src --platform --python-version --implementation --abi --no-binary --only-binary --trusted-host --proxy --cert --client-cert --cache-dir --log --timeout --default-timeout --retries --exists-action --progress-bar --global-option --install-option --config-settings -C --upgrade-strategy --use-feature --use-deprecated --report --root-user-action --python --group --build-constraint --overrides --override --index --default-index --refresh-package --resolution -P --upgrade-package --no-build-package --no-binary-package --reinstall-package --keyring-provider --index-strategy -p -w --wheel-dir -d --dest";

const nodeCommon = { install: "install", i: "install", add: "install", uninstall: "remove", remove: "remove", rm: "remove", un: "remove", update: "upgrade", upgrade: "upgrade", up: "upgrade" } as const;

/** The package managers whose calls are understood, in the order in which hover and completion show them. */
export const packageManagers: readonly PackageManagerData[] = [
  { name: "apt-get", family: "apt", programs: ["apt-get"], syntax: "apt", actions: aptActions, withValue: aptValues, caches: aptCaches, lists: "/var/lib/apt/lists" },
  { name: "apt", family: "apt", programs: ["apt"], syntax: "apt", actions: aptActions, withValue: aptValues, caches: aptCaches, lists: "/var/lib/apt/lists" },
  { name: "aptitude", family: "apt", programs: ["aptitude"], syntax: "apt", actions: aptActions, withValue: `${aptValues} -F -O -w`, caches: aptCaches, lists: "/var/lib/apt/lists" },
  {
    name: "apk",
    family: "apk",
    programs: ["apk"],
    syntax: "apk",
    actions: { add: "install", del: "remove", fix: "install", update: "update", upgrade: "upgrade", "cache clean": "clean", "cache purge": "clean" },
    withValue: "-t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir --repositories-file --wait --timeout --progress-fd",
    caches: ["/var/cache/apk"],
    lists: "/var/cache/apk",
  },
  { name: "dnf", family: "rpm", programs: ["dnf", "dnf5", "dnf-3"], syntax: "rpm", actions: rpmActions, withValue: rpmValues, caches: ["/var/cache/dnf", "/var/cache/libdnf5"] },
  { name: "yum", family: "rpm", programs: ["yum"], syntax: "rpm", actions: rpmActions, withValue: rpmValues, caches: ["/var/cache/yum"] },
  { name: "microdnf", family: "rpm", programs: ["microdnf"], syntax: "rpm", actions: rpmActions, withValue: rpmValues, caches: ["/var/cache/yum", "/var/cache/dnf"] },
  { name: "tdnf", family: "rpm", programs: ["tdnf"], syntax: "rpm", actions: rpmActions, withValue: rpmValues, caches: ["/var/cache/tdnf"] },
  {
    name: "zypper",
    family: "zypper",
    programs: ["zypper"],
    syntax: "zypper",
    actions: { install: "install", in: "install", "source-install": "install", si: "install", remove: "remove", rm: "remove", refresh: "update", ref: "update", update: "upgrade", up: "upgrade", "dist-upgrade": "upgrade", dup: "upgrade", patch: "upgrade", clean: "clean", cc: "clean" },
    withValue: "-r --repo --from -t --type -R --root -c --config -C --cache-dir -D --reposd-dir -p --plus-repo --plus-content --installroot --releasever",
    caches: ["/var/cache/zypp"],
  },
  { name: "pacman", family: "pacman", programs: ["pacman", "yay", "paru"], syntax: "pacman", actions: {}, withValue: "-b --dbpath -r --root --cachedir --config --ignore --overwrite --arch --hookdir --gpgdir --logfile --assume-installed", caches: ["/var/cache/pacman/pkg"] },
  { name: "pip", family: "python", programs: ["pip", "pip2", "pip3"], syntax: "pip", actions: pipActions, withValue: pipValues, caches: ["~/.cache/pip"] },
  { name: "pipx", family: "python", programs: ["pipx"], syntax: "pip", actions: { install: "install", inject: "install", uninstall: "remove" }, withValue: "--python --pip-args -i --index-url --suffix --preinstall --spec", caches: ["~/.cache/pip"] },
  {
    name: "uv",
    family: "python",
    programs: ["uv"],
    syntax: "pip",
    actions: { "pip install": "install", "pip sync": "install", "pip uninstall": "remove", sync: "install", add: "install", remove: "remove", "tool install": "install", "cache clean": "clean", "cache prune": "clean", clean: "clean" },
    withValue: `${pipValues} --directory --project --extra --no-group --only-group --requirements --constraints --build-constraints --with-requirements --package --no-extra --link-mode --with --config-file`,
    caches: ["~/.cache/uv"],
  },
  { name: "poetry", family: "python", programs: ["poetry"], syntax: "pip", actions: { install: "install", add: "install", sync: "install", remove: "remove", update: "upgrade", "cache clear": "clean" }, withValue: "-C --directory -P --project -E --extras --with --without --only -G --group --source --python --platform", caches: ["~/.cache/pypoetry"] },
  { name: "pipenv", family: "python", programs: ["pipenv"], syntax: "pip", actions: { install: "install", sync: "install", uninstall: "remove", update: "upgrade" }, withValue: "--python -i --index -e --editable -r --requirements --categories --pypi-mirror --extra-pip-args", caches: ["~/.cache/pipenv", "~/.cache/pip"] },
  { name: "conda", family: "conda", programs: ["conda", "mamba", "micromamba"], syntax: "none", actions: { install: "install", create: "install", "env create": "install", "env update": "install", remove: "remove", uninstall: "remove", update: "upgrade", upgrade: "upgrade", clean: "clean" }, withValue: "-n --name -p --prefix -c --channel -f --file --solver --platform", caches: ["/opt/conda/pkgs"] },
  { name: "npm", family: "node", programs: ["npm"], syntax: "npm", actions: { ...nodeCommon, "": "other", ci: "install", "clean-install": "install", isntall: "install", "install-clean": "install", "cache clean": "clean", "cache clear": "clean", "cache rm": "clean" }, withValue: "--prefix -C --registry --cache --omit --include --loglevel --userconfig --globalconfig -w --workspace --tag --install-strategy --before", caches: ["~/.npm"] },
  { name: "yarn", family: "node", programs: ["yarn"], syntax: "npm", actions: { ...nodeCommon, "": "install", "global add": "install", "global remove": "remove", "workspaces focus": "install", "cache clean": "clean" }, withValue: "--cwd --registry --cache-folder --modules-folder --network-timeout --mutex --network-concurrency --prefix --global-folder --use-yarnrc", caches: ["~/.cache/yarn"] },
  { name: "pnpm", family: "node", programs: ["pnpm"], syntax: "npm", actions: { ...nodeCommon, "": "other", fetch: "install", "store prune": "clean", deploy: "install" }, withValue: "--filter -F -C --dir --registry --store-dir --reporter --network-concurrency --virtual-store-dir", caches: ["~/.local/share/pnpm/store"] },
  { name: "bun", family: "node", programs: ["bun"], syntax: "npm", actions: { ...nodeCommon, "pm cache": "clean" }, withValue: "--cwd --registry --cache-dir --backend -c --config", caches: ["~/.bun/install/cache"] },
  { name: "gem", family: "ruby", programs: ["gem"], syntax: "gem", actions: { install: "install", i: "install", uninstall: "remove", update: "upgrade", cleanup: "clean" }, withValue: "-v --version -i --install-dir -n --bindir -s --source -P --trust-policy --platform --build-root -p --http-proxy --without -g --file", caches: ["~/.gem"] },
  { name: "bundle", family: "ruby", programs: ["bundle", "bundler"], syntax: "none", actions: { "": "install", install: "install", i: "install", update: "upgrade", clean: "clean" }, withValue: "-j --jobs --gemfile --path --without --with --retry --binstubs --system", caches: ["/usr/local/bundle"] },
  { name: "go", family: "go", programs: ["go"], syntax: "go", actions: { install: "install", get: "install", "mod download": "install", clean: "clean" }, withValue: "-C -o -ldflags -gcflags -asmflags -tags -mod -modfile -p -pkgdir -trimpath= -buildmode -installsuffix -toolexec -overlay", isSingleDash: true, caches: ["/go/pkg/mod", "~/.cache/go-build"] },
  { name: "cargo", family: "rust", programs: ["cargo"], syntax: "cargo", actions: { install: "install", binstall: "install", fetch: "install", uninstall: "remove", update: "upgrade", clean: "clean" }, withValue: "--version --vers --git --branch --tag --rev --path --root --index --registry --target --target-dir --features -F -j --jobs --profile --bin --example --config -Z --color --manifest-path", caches: ["~/.cargo/registry", "~/.cargo/git"] },
  { name: "composer", family: "php", programs: ["composer", "composer.phar"], syntax: "composer", actions: { install: "install", i: "install", require: "install", "global require": "install", "create-project": "install", remove: "remove", update: "upgrade", upgrade: "upgrade", "clear-cache": "clean", clearcache: "clean", cc: "clean" }, withValue: "-d --working-dir --stability -s --repository --prefer-install --ignore-platform-req --apcu-autoloader-prefix", caches: ["~/.composer/cache", "/tmp/cache"] },
  { name: "mvn", family: "jvm", programs: ["mvn", "mvnw", "mvnd"], syntax: "none", actions: { install: "install", "dependency:go-offline": "install", "dependency:resolve": "install", package: "install", verify: "install", clean: "other" }, withValue: "-f --file -P --activate-profiles -pl --projects -s --settings -gs --global-settings -T --threads -rf --resume-from -D --define -l --log-file", isSingleDash: true, caches: ["~/.m2"] },
  { name: "gradle", family: "jvm", programs: ["gradle", "gradlew"], syntax: "none", actions: { build: "install", assemble: "install", dependencies: "install", bootJar: "install", shadowJar: "install", clean: "other" }, withValue: "-p --project-dir -b --build-file -g --gradle-user-home -I --init-script -x --exclude-task --max-workers --console", isSingleDash: true, caches: ["~/.gradle"] },
];
