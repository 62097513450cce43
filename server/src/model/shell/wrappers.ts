import { optionNames, type OptionSyntax } from "./options.ts";

/** A program that runs the program named in its arguments. */
export interface Wrapper {
  readonly syntax: OptionSyntax;
  /** How many operands of its own stand in front of the program. */
  readonly operands: number;
  /** `NAME=value` words stand in front of the program. */
  readonly takesAssignments: boolean;
  /** With one of these options it starts no program. */
  readonly stopsAt: readonly string[] | undefined;
}

function wrapper(withValue = "", operands = 0, takesAssignments = false, stopsAt?: readonly string[]): Wrapper {
  return { syntax: { withValue: optionNames(withValue), endsAtOperand: true }, operands, takesAssignments, stopsAt };
}

const sudoOptions = "-u --user -g --group -p --prompt -C -h --host -r --role -t --type -T -U -D --chdir -R --chroot";
const runuserOptions = "-u --user -g --group -G --supp-group -c --command -s --shell";
const xargsOptions = "-a --arg-file -d --delimiter -E -I -L --max-lines -n --max-args -P --max-procs -s --max-chars";

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ["builtin", wrapper()],
  ["busybox", wrapper("", 0, false, ["--install", "--list", "--help"])],
  ["catatonit", wrapper()],
  ["chroot", wrapper("--userspec --groups", 1)],
  ["command", wrapper("", 0, false, ["-v", "-V"])],
  ["chronic", wrapper()],
  ["doas", wrapper("-u -C")],
  ["dumb-init", wrapper("-r --rewrite")],
  ["eatmydata", wrapper()],
  ["env", wrapper("-u --unset -C --chdir", 0, true, ["--split-string", "--help"])],
  ["exec", wrapper("-a")],
  ["fakeroot", wrapper("-l --lib --faked -s -i -b")],
  ["gosu", wrapper("", 1)],
  ["ionice", wrapper("-c --class -n --classdata", 0, false, ["-p"])],
  ["linux32", wrapper()],
  ["linux64", wrapper()],
  ["nice", wrapper("-n --adjustment")],
  ["nohup", wrapper()],
  ["runuser", wrapper(runuserOptions, 0, false, ["-c", "--command", "-l", "--login"])],
  ["setarch", wrapper("", 1)],
  ["setpriv", wrapper("--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits")],
  ["setsid", wrapper()],
  ["stdbuf", wrapper("-i -o -e --input --output --error")],
  ["su-exec", wrapper("", 1)],
  ["sudo", wrapper(sudoOptions, 0, true, ["-l", "-v", "-k", "-K", "-e"])],
  ["time", wrapper("-f --format -o --output")],
  ["timeout", wrapper("-k --kill-after -s --signal", 1)],
  ["tini", wrapper("-p -e")],
  ["tini-static", wrapper("-p -e")],
  ["unbuffer", wrapper()],
  ["xargs", wrapper(xargsOptions)],
]);

export function wrapperOf(name: string): Wrapper | undefined {
  return wrappers.get(name);
}
