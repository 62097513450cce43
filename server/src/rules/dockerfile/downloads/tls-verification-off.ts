import { alongside } from "../../../base/anchored-span.ts";
import { memoize } from "../../../base/memoize.ts";
import type { Span, Spanned } from "../../../base/span.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { InstructionScript } from "../../../model/dockerfile/scripts/scripts.ts";
import { verification } from "../../../model/dockerfile/scripts/verified-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { type CommandOption, findOption } from "../../../model/shell/options.ts";
import type { Edit } from "../../../base/edit.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { replace, suggestion } from "../../fix.ts";
import { isWritten, removeOption } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TlsVerificationOff",
  aliases: [],
  language: "dockerfile",
  mentions: ["certificate", "curl", "pythonhttpsverify", "sslverify", "strict", "trusted", "unauthorized", "verify"],
  category: "security",
  severity: "warning",
  summary: "Certificates are not checked, so that anyone can pose as the server.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const found of switchesOf(step.script)) {
        // A checksum or signature tells whether the right thing came.
        const edits = withoutOption(step, found);
        (verification(step) ? report.as("hint") : report)(found.place, "This turns the check of certificates off: anyone in between can answer for the server.", edits && suggestion("Check certificates", ...edits));
      }
    }
    const pairs = [...dockerfile.all("ENV"), ...dockerfile.all("ARG")].flatMap((instruction) => instruction.pairs.map((pair) => ({ instruction, pair })));
    const found = pairs.filter(({ pair }) => isSwitch(pair.key.text, pair.value?.text));
    const removals = argumentRemovals(dockerfile, found.map(pairArgument));
    for (const { pair } of found) {
      const edit = removals.get(pair);
      report(pair, "This turns the check of certificates off for every program of the image that looks at it.", edit && suggestion(`Remove ${pair.key.text}`, edit));
    }
  },
});

/** Where a check is turned off, and the option that does it where it is one of a download. */
interface Switch {
  readonly place: Spanned | Span;
  readonly invocation: Invocation;
  readonly option?: CommandOption;
}

const switchesOf = memoize((script: InstructionScript): readonly Switch[] => {
  const found: Switch[] = [];
  for (const { isInsecure, options, urls, invocation } of script.facts.downloads) {
    const option = findOption(options, "-k", "--insecure", "--no-check-certificate", "--check-certificate");
    if (isInsecure && option && !urls.every((url) => /^(?:\w+:\/\/)?(?:localhost|127\.|\[::1\])/.test(url.unquoted))) found.push({ place: option.word === option.valueWord ? option.word : option, invocation, option });
  }
  for (const invocation of script.invocations) for (const place of switchesIn(invocation)) found.push({ place, invocation });
  return found;
});

/** The letter goes out of options that are written as one word. */
function withoutOption(step: RunStep, { invocation, option }: Switch): Edit[] | undefined {
  if (!option) return undefined;
  const { word } = option;
  const letters = /^-([A-Za-z]*)k([A-Za-z]*)$/.exec(word.text);
  return letters && word.text.length > 2 && isWritten(step, word) ? [replace(word, `-${letters[1]}${letters[2]}`)] : removeOption(step, invocation, option);
}

function switchesIn({ name, words, command }: Invocation): (Spanned | Span)[] {
  const found: (Spanned | Span)[] = (command?.assignments ?? []).filter((assignment) => isSwitch(assignment.name, assignment.value.unquoted));
  const text = words.map((word) => word.unquoted).join(" ");
  if (/^(?:npm|yarn|pnpm) config set strict-ssl[ =]false|^git config .*http\.sslverify[ =](?:false|0)|^conda config --set ssl_verify (?:false|no)|^export /i.test(text)) {
    if (name !== "export" || words.some((word) => isSwitch(...splitAssignment(word.unquoted)))) found.push(alongside(words[0]!.span, words[0]!.span.start, words.at(-1)!.span.end));
  }
  for (const [index, word] of words.entries()) {
    const host = /^--trusted-host(?:=(.*))?$/.exec(word.unquoted);
    if (host && !/^(?:localhost|127\.)/.test(host[1] ?? words[index + 1]?.unquoted ?? "")) found.push(word);
  }
  for (const word of words) if (/^(?:http\.sslverify=(?:false|0)$|--strict-ssl=false$|Acquire::https::(?:.*::)?Verify-Peer=false)/i.test(word.unquoted)) found.push(word);
  return found;
}

function splitAssignment(text: string): [string, string | undefined] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

function isSwitch(name: string, value: string | undefined): boolean {
  const plain = value?.replace(/^(["'])(.*)\1$/, "$2").toLowerCase();
  if (name === "GIT_SSL_NO_VERIFY") return plain !== undefined && plain !== "" && !plain.includes("$") && plain !== "0" && plain !== "false";
  return (name === "NODE_TLS_REJECT_UNAUTHORIZED" && plain === "0") || (name === "PYTHONHTTPSVERIFY" && plain === "0") || (/^npm_config_strict_ssl$/i.test(name) && plain === "false");
}
