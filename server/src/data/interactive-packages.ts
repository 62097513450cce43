/** Debian packages that ask questions while they are installed. */
export const interactivePackages: ReadonlySet<string> = new Set([
  "console-setup", "davfs2", "gdm3", "iptables-persistent", "jackd2", "keyboard-configuration", "krb5-user", "libpam-krb5", "lightdm", "localepurge",
  "macchanger", "msmtp", "mysql-server", "phpmyadmin", "postfix", "roundcube", "samba-common", "sddm", "slapd", "ttf-mscorefonts-installer", "tzdata",
  "wireshark-common",
]);
