import type { Spanned } from "../../base/span.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { type CommandOption, findOption, optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** A command that creates a user or a group. */
export interface AccountCreation extends Spanned {
  readonly kind: "user" | "group";
  readonly name: ShellWord;
  /** The number given for it, as written: `-u` of a user, `-g` of a group. */
  readonly id: string | undefined;
  /** The primary group of a user. */
  readonly group: string | undefined;
  readonly home: string | undefined;
  readonly shell: string | undefined;
  readonly isSystem: boolean;
  readonly options: readonly CommandOption[];
  readonly invocation: Invocation;
}

const useraddSyntax: OptionSyntax = {
  withValue: optionNames("-b --base-dir -c --comment -d --home-dir --home -e --expiredate -f --inactive -g --gid -G --groups -k --skel -K --key -p --password -R --root -P --prefix -s --shell -u --uid -Z --selinux-user"),
};
const adduserSyntax: OptionSyntax = {
  withValue: optionNames("-h -g -s -G -u -k --home --shell --uid --gid --ingroup --gecos --comment --conf --firstuid --lastuid --firstgid --lastgid --groups"),
};
const groupaddSyntax: OptionSyntax = { withValue: optionNames("-g --gid -K --key -p --password -R --root -P --prefix -U --users") };
const addgroupSyntax: OptionSyntax = { withValue: optionNames("-g --gid --conf --firstgid --lastgid") };

export function accountCreationsOf(invocations: readonly Invocation[]): AccountCreation[] {
  return invocations.flatMap((invocation) => accountsOf(invocation));
}

function accountsOf(invocation: Invocation): AccountCreation[] {
  switch (invocation.name) {
    case "useradd":
      return user(invocation, parseArguments(invocation.arguments, useraddSyntax), ["-d", "--home-dir", "--home"], ["-g", "--gid"]);
    case "adduser":
      return adduser(invocation);
    case "groupadd":
      return group(invocation, parseArguments(invocation.arguments, groupaddSyntax));
    case "addgroup":
      return group(invocation, parseArguments(invocation.arguments, addgroupSyntax));
    default:
      return [];
  }
}

type Parsed = ReturnType<typeof parseArguments>;

/** With two names Debian's and BusyBox's `adduser` put an existing user into a group. */
function adduser(invocation: Invocation): AccountCreation[] {
  const parsed = parseArguments(invocation.arguments, adduserSyntax);
  if (parsed.operands.length > 1) return [];
  const accounts = user(invocation, parsed, ["-h", "--home"], ["-G", "--ingroup", "--gid"]);
  const first = accounts[0];
  if (first === undefined || findOption(parsed.options, "--group") === undefined) return accounts;
  // Debian's `adduser --system --group name` creates a group of the same name as well.
  return [...accounts, { ...first, kind: "group", id: undefined, group: undefined, home: undefined, shell: undefined }];
}

function user(invocation: Invocation, { options, operands }: Parsed, homes: readonly string[], groups: readonly string[]): AccountCreation[] {
  const name = operands[0];
  if (name === undefined) return [];
  return [
    {
      span: invocation.span,
      kind: "user",
      name,
      id: findOption(options, "-u", "--uid")?.value,
      group: findOption(options, ...groups)?.value,
      home: findOption(options, ...homes)?.value,
      shell: findOption(options, "-s", "--shell")?.value,
      isSystem: isSystem(options),
      options,
      invocation,
    },
  ];
}

function group(invocation: Invocation, { options, operands }: Parsed): AccountCreation[] {
  const isMembership = invocation.name === "addgroup" && operands.length > 1;
  const name = operands[0];
  if (name === undefined || isMembership) return [];
  const id = findOption(options, "-g", "--gid")?.value;
  return [
    { span: invocation.span, kind: "group", name, id, group: undefined, home: undefined, shell: undefined, isSystem: isSystem(options), options, invocation },
  ];
}

function isSystem(options: readonly CommandOption[]): boolean {
  return findOption(options, "-r", "-S", "--system") !== undefined;
}
