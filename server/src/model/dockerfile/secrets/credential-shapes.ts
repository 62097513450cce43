import type { Span } from "../../../base/span.ts";
import type { Dockerfile } from "../dockerfile.ts";

export interface Credential {
  readonly span: Span;
  /** With its article: `a token of GitHub`. */
  readonly kind: string;
}

/** Shapes that providers give their credentials so that they can be found. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\bAKIA[0-9A-Z]{16}\b/g, "an access key of AWS"],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/g, "a token of GitHub"],
  [/\bgithub_pat_[A-Za-z0-9_]{82}\b/g, "a token of GitHub"],
  [/\bglpat-[A-Za-z0-9_-]{20}\b/g, "a token of GitLab"],
  [/\bxox[abprs]-[0-9A-Za-z-]{20,72}\b/g, "a token of Slack"],
  [/\b[sr]k_live_[0-9a-zA-Z]{24,99}\b/g, "a key of Stripe"],
  [/\bAIza[0-9A-Za-z_-]{35}\b/g, "a key of Google"],
  [/\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/g, "a key of SendGrid"],
  [/\bnpm_[A-Za-z0-9]{36}\b/g, "a token of npm"],
  [/\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,200}/g, "a token of PyPI"],
  [/\bdckr_pat_[A-Za-z0-9_-]{27}\b/g, "a token of Docker Hub"],
  [/\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,120}/g, "a key of Anthropic"],
  [/\bsk-(?:proj-)?[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/g, "a key of OpenAI"],
  // The first line alone is searched for, or stands around a variable.
  [/-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----(?=[^]{0,120}?(?<![\w+/])[A-Za-z0-9+][A-Za-z0-9+/]{39})/g, "a private key"],
  [/\beyJ[A-Za-z0-9_-]{15,1000}\.eyJ[A-Za-z0-9_-]{15,4000}\.[A-Za-z0-9_-]{20,1000}/g, "a signed token"],
];

/** What may begin such a shape: files without any of it, nearly all, are not searched further. */
const hint = /AKIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|k_live_|AIza|SG\.|npm_|pypi-AgE|dckr_pat_|sk-|PRIVATE KEY|eyJ/;

/** Texts of documentation: fillers, and the token that everybody finds at jwt.io. */
const example = /EXAMPLE|example|xxxx|XXXX|0{8}|(.)\1{7}|\.eyJzdWIiOiIxMjM0NTY3ODkw/;

/** Texts in the file, comments included, that have the shape of a credential. Documented examples are left out. */
export function credentialsIn({ text }: Dockerfile): Credential[] {
  if (!hint.test(text)) return [];
  const found = shapes.flatMap(([pattern, kind]) =>
    [...text.matchAll(pattern)].flatMap((match): Credential[] =>
      example.test(match[0].replace(/^-+|-+$/g, "")) ? [] : [{ span: { start: match.index, end: match.index + match[0].length }, kind }]));
  return found.sort((a, b) => a.span.start - b.span.start);
}
