import { plainPrograms } from "../../server/src/data/plain-programs.ts";
import type { Random } from "../oracle/bake/random.ts";

/** Programs of which only some literal arguments are plain, with such ones. */
const special: ReadonlyMap<string, string> = new Map([
  ["cd", "cd /srv/a && cd b && make"],
  ["chmod", "chmod 755 a && chmod -R u+rwX,go-w b"],
  ["cp", "cp -r a b && cp a* b/ && cp -t a b c"],
  ["echo", "echo a; echo 'a  b'"],
  ["find", "find . /srv -type f -name '*.pyc' -delete; find /a -maxdepth 1"],
  ["ln", "ln -s /a /b; ln -sf a b"],
  ["mkdir", "mkdir a && mkdir -p /srv/a b"],
  ["mv", "mv a b && mv -v lib*.so /usr/lib/"],
  ["rm", "rm a && rm -rf /var/lib/apt/lists/* /tmp/* ./b lib/* /root/.cache"],
  ["set", "set -eux; set -e"],
]);

/** Every program that a plain script may start, and one for each pattern of names. */
export const programs: readonly string[] = [...plainPrograms, ...special.keys(), "python3.12", "./build.sh", "/opt/setup.py", "/usr/bin/apt-get", "./configure"];

/** A plain script with the program. */
export function plainScriptWith(program: string): string {
  return special.get(program) ?? `set -ex\nNODE_ENV=production ${program} install -y --flag=value --name 'a b' @a/one two* 3.4 a==1 &&\n  ${program};\n${program} "x>=1"`;
}

const words: readonly string[] = (
  "install update build run add -y -r -R -p -m -o -a -i -f -rf -s -e -x -eux -xe -c -C -n -v -- - . .. ./ ../a /a/b/c /tmp/x /tmp/* /usr/local/bin/tool /var/lib/apt/lists/* " +
  "/root/.cache a b.txt a*.log lib/* name=value x= pkg==1.2 pkg=~1 1.21~deb12 a~ x=~ --dir=~/a a:~/b %s +x u+rwx,go-w 755 0:0 app:app @scope/name@1 :x ,a 1 2 0 " +
  "--no-cache --target=es2022 --mode=755 --parents --recursive --pretty='%h d' --x=\"a b\" -name '*.pyc' \"*.js\" -delete -type -exec -print 'a b' \"a  b\" 'x;y' 's/a/b/g' 's|a*|b c|' \"a && b\" '<1' \"x>=2\" \"\" '' " +
  "https://example.com/a.tar.gz key=a=b A_B=1 GOOS=linux DEBIAN_FRONTEND=noninteractive test true echo local"
).match(/[^\s"']*"[^"]*"|[^\s"']*'[^']*'|\S+/g)!;

/** What makes a script other than plain, or no script at all. */
const traps: readonly string[] = (
  "/ /usr /usr/* /usr/*/* /home /etc/ // /bin/** ~ ~/a * ? *.x [ab] {a,b} {} + \\; -ok == = += =x +=x a+=b then do done in fi if case esac time function select { } ! [ ] [[ ]] ( ) " +
  "$x \"$x\" ${x} $(ls) `ls` a\\b 'a'b'c' \"a\"b\"c\" '~/a' \"!x\" $'a' '$x' \"a\\n\" 2>&1 >out <in | || & && ; ;; # #x a#b \u00a0 \u201ca\u201d \u2013r é 'é' a\u200bb A=1 PATH=/x IFS=: A=b*"
).split(" ");

const joiners = [" && ", " && ", "; ", "\n", " &&\n  ", ";\n"];

/** A script of a few commands, the first of which starts `program`. Most are plain. */
export function generateScript(program: string, random: Random): string {
  const commands = Array.from({ length: 1 + random.below(4) }, (_, index) => generateCommand(index === 0 ? program : random.pick(random.chance(0.4) ? [...special.keys()] : programs), random));
  const text = commands.map((command, index) => (index === 0 ? command : random.pick(joiners) + command)).join("");
  return random.chance(0.25) ? insertCharacter(text, random) : text;
}

function generateCommand(program: string, random: Random): string {
  const assignment = random.chance(0.1) ? `${random.pick(["NODE_ENV", "CGO_ENABLED", "GOOS", "A", "PATH", "HOME"])}=${random.pick(words)} ` : "";
  const all = Array.from({ length: random.below(5) }, () => random.pick(random.chance(0.04) ? traps : words));
  return assignment + [random.chance(0.02) ? random.pick(traps) + random.pick(["", "/x.sh"]) : program, ...all].join(random.chance(0.05) ? "  " : " ");
}

/** The text with one character more, where nobody would have typed it. */
function insertCharacter(text: string, random: Random): string {
  const place = random.below(text.length + 1);
  const character = random.chance(0.2) ? random.pick(["\n", "\t", "\u00a0", "é", "\u2019", "\r", "\f", "\u200b"]) : String.fromCharCode(32 + random.below(95));
  return text.slice(0, place) + character + text.slice(place);
}
