import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";

/** The words by which an invocation installs or enables this PHP extension. */
export function phpExtensionWords({ name, arguments: words }: Invocation, extension: string): ShellWord[] {
  const isDocker = /^(?:docker-php-ext-(?:install|enable|configure)|install-php-extensions|phpenmod)$/.test(name);
  const isPecl = (name === "pecl" || name === "pie") && words[0]?.unquoted === "install";
  const isPackage = /^(?:apt-get|apt|apk|dnf|yum|microdnf)$/.test(name);
  return words.filter(({ unquoted }) => {
    if (isDocker || isPecl) return new RegExp(`^(?:xdebug/)?${extension}(?:-[\\w.]+|[@:^][\\w.^-]+)?$`, "i").test(unquoted);
    return isPackage && new RegExp(`^php[\\d.]*(?:-pecl)?-(?:pecl-)?${extension}(?:[=-][\\w.+~-]+)?$`, "i").test(unquoted);
  });
}
