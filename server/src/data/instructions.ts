import { addFlags, copyFlags, fromFlags, healthcheckFlags, runFlags } from "./instruction-flags.ts";
import type { FlagInfo } from "./instruction-flags.ts";

/** An instruction: validation, completion, hover and signature help read it. */
export interface InstructionInfo {
  /** Upper case. */
  readonly name: string;
  /** One or more forms, as signature help shows them, without the keyword's flags. */
  readonly forms: readonly string[];
  readonly flags: readonly FlagInfo[];
  /** Whether BuildKit looks at the flags at all; it passes over any in front of ARG and STOPSIGNAL. */
  readonly checksFlags: boolean;
  /** Whether variables in the arguments are replaced by the build. */
  readonly expandsVariables: boolean;
  /** What to use instead, when the instruction is out of date. */
  readonly deprecation: string | undefined;
  /** Markdown. */
  readonly hover: string;
  readonly url: string;
}

type Detail = Partial<Pick<InstructionInfo, "flags" | "checksFlags" | "expandsVariables" | "deprecation">>;

function instruction(name: string, forms: readonly string[], hover: string, detail: Detail = {}): InstructionInfo {
  return {
    name,
    forms,
    flags: detail.flags ?? [],
    checksFlags: detail.checksFlags ?? true,
    expandsVariables: detail.expandsVariables ?? false,
    deprecation: detail.deprecation,
    hover,
    url: `https://docs.docker.com/reference/dockerfile/#${name === "MAINTAINER" ? "maintainer-deprecated" : name.toLowerCase()}`,
  };
}

export const instructions: readonly InstructionInfo[] = [
  instruction(
    "ADD", ["source… destination", '["source", …, "destination"]'],
    "Adds files, downloads or Git repositories to the image; local tar archives are unpacked. For plain files of the context `COPY` says more clearly what happens.",
    { flags: addFlags, expandsVariables: true },
  ),
  instruction(
    "ARG", ["name[=default] …"],
    "Declares a variable that can be set for a build with `--build-arg`. In front of the first `FROM` it is known to `FROM` lines only; a stage that needs it declares it again. Values stay visible in the image's history, so never pass a secret this way.",
    { checksFlags: false, expandsVariables: true },
  ),
  instruction(
    "CMD", ['["program", "argument", …]', '["argument", …]', "command"],
    "What a container runs unless it is given something else, or the arguments of `ENTRYPOINT` when there is one. Only the last `CMD` counts. In exec form the program gets signals itself; in shell form a shell stands in between.",
  ),
  instruction(
    "COPY", ["source… destination", '["source", …, "destination"]'],
    "Copies files from the build context, or with `--from` from another stage or image. A destination that ends in a slash is a folder; several sources need one.",
    { flags: copyFlags, expandsVariables: true },
  ),
  instruction(
    "ENTRYPOINT", ['["program", "argument", …]', "command"],
    "The program that a container always starts; `CMD` and the arguments of `docker run` are appended to it. In shell form they are ignored and signals do not reach the program.",
  ),
  instruction(
    "ENV", ["name=value …", "name value"],
    "Sets environment variables for the following steps and for containers of the image. A variable on the same line still has its old value.",
    { expandsVariables: true },
  ),
  instruction(
    "EXPOSE", ["port[/protocol] …"],
    "Documents the ports that the service listens on, TCP unless `/udp` follows. It publishes nothing by itself.",
    { expandsVariables: true },
  ),
  instruction(
    "FROM", ["image", "image AS name"],
    "Begins a stage on an image, an earlier stage or the empty `scratch`. `AS` names the stage so that `COPY --from`, other stages and build targets can refer to it.",
    { flags: fromFlags, expandsVariables: true },
  ),
  instruction(
    "HEALTHCHECK", ["CMD command", 'CMD ["program", "argument", …]', "NONE"],
    "Tells the engine how to find out whether the service still works: the command's exit status 0 means healthy, 1 unhealthy. `NONE` switches off a check that the base image brought.",
    { flags: healthcheckFlags },
  ),
  instruction(
    "LABEL", ["name=value …", "name value"],
    "Adds metadata to the image, such as `org.opencontainers.image.source`. Labels are inherited from the base image.",
    { expandsVariables: true },
  ),
  instruction(
    "MAINTAINER", ["name"],
    "Names the image's author.",
    { deprecation: "Use the label `org.opencontainers.image.authors`." },
  ),
  instruction(
    "ONBUILD", ["instruction"],
    "Stores an instruction that runs when another build starts `FROM` this image, right behind its `FROM`. It cannot hold `ONBUILD`, `FROM` or `MAINTAINER`.",
  ),
  instruction(
    "RUN", ["command", '["program", "argument", …]', "<<EOF"],
    "Runs a command and stores what it changed as a new layer. What a later step deletes stays in the layer, so clean up in the same step.",
    { flags: runFlags },
  ),
  instruction(
    "SHELL", ['["program", "argument", …]'],
    'The shell that runs commands in shell form from here on; `["/bin/sh", "-c"]` on Linux at first. It must be written as a JSON array.',
  ),
  instruction(
    "STOPSIGNAL", ["signal"],
    "The signal that asks a container to stop, as a name or a number; `SIGTERM` when it is not given.",
    { checksFlags: false, expandsVariables: true },
  ),
  instruction(
    "USER", ["user[:group]"],
    "The user, and optionally group, for the following steps and for containers. A number needs no entry in `/etc/passwd` and lets Kubernetes see that it is not root.",
    { expandsVariables: true },
  ),
  instruction(
    "VOLUME", ["path …", '["path", …]'],
    "Marks paths as mount points; containers get an anonymous volume there. What later steps change below them can be lost.",
    { expandsVariables: true },
  ),
  instruction(
    "WORKDIR", ["path"],
    "The folder for the following steps and for containers; it is created when missing. A relative path starts from the one before.",
    { expandsVariables: true },
  ),
];

const byName = new Map(instructions.map((info) => [info.name, info]));

export const instructionNames: readonly string[] = instructions.map(({ name }) => name);

/** `keyword` in upper case. */
export function findInstruction(keyword: string): InstructionInfo | undefined {
  return byName.get(keyword);
}

export function findFlag(keyword: string, name: string): FlagInfo | undefined {
  return byName.get(keyword)?.flags.find((flag) => flag.name === name);
}
