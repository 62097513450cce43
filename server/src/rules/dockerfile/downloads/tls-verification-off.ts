import type { Span, Spanned } from "../../../base/span.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { findOption } from "../../../model/shell/options.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TlsVerificationOff",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "Certificates are not checked, so that anyone can pose as the server.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) for (const place of placesIn(step)) report(place, "This turns the check of certificates off: anyone in between can answer for the server.");
    for (const instruction of [...dockerfile.all("ENV"), ...dockerfile.all("ARG")]) {
      for (const pair of instruction.pairs) if (isSwitch(pair.key.text, pair.value?.text)) report(pair, "This turns the check of certificates off for every program of the image that looks at it.");
    }
  },
});

function placesIn({ script }: RunStep): (Spanned | Span)[] {
  const places: (Spanned | Span)[] = [];
  for (const { isInsecure, options, urls } of script.facts.downloads) {
    const option = findOption(options, "-k", "--insecure", "--no-check-certificate", "--check-certificate");
    if (isInsecure && option && !urls.every((url) => /^(?:\w+:\/\/)?(?:localhost|127\.)/.test(url.unquoted))) places.push(option.word === option.valueWord ? option.word : option);
  }
  for (const invocation of script.invocations) places.push(...switchesIn(invocation));
  return places;
}

function switchesIn({ name, words, command }: Invocation): (Spanned | Span)[] {
  const found: (Spanned | Span)[] = (command?.assignments ?? []).filter((assignment) => isSwitch(assignment.name, assignment.value.unquoted));
  const text = words.map((word) => word.unquoted).join(" ");
  if (/^(?:npm|yarn|pnpm) config set strict-ssl[ =]false|^git config .*http\.sslverify[ =](?:false|0)|^conda config --set ssl_verify (?:false|no)|^export /i.test(text)) {
    if (name !== "export" || words.some((word) => isSwitch(...splitAssignment(word.unquoted)))) found.push({ start: words[0]!.span.start, end: words.at(-1)!.span.end });
  }
  for (const word of words) if (/^(?:--trusted-host(?:=|$)|http\.sslverify=(?:false|0)$|--strict-ssl=false$|Acquire::https::(?:.*::)?Verify-Peer=false)/i.test(word.unquoted)) found.push(word);
  return found;
}

function splitAssignment(text: string): [string, string | undefined] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

function isSwitch(name: string, value: string | undefined): boolean {
  const plain = value?.replace(/^(["'])(.*)\1$/, "$2").toLowerCase();
  if (name === "GIT_SSL_NO_VERIFY") return plain !== undefined && plain !== "" && plain !== "0" && plain !== "false";
  return (name === "NODE_TLS_REJECT_UNAUTHORIZED" && plain === "0") || (name === "PYTHONHTTPSVERIFY" && plain === "0") || (/^npm_config_strict_ssl$/i.test(name) && plain === "false");
}
