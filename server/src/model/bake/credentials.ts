/** Prefixes and forms that services give to their tokens, so that they can be found where they do not belong. */
const forms = [
  /\bgh[pousr]_[A-Za-z0-9]{36,}/, /\bgithub_pat_[A-Za-z0-9_]{40,}/, /\bglpat-[A-Za-z0-9_-]{20,}/, /\bnpm_[A-Za-z0-9]{36}/, /\bdckr_pat_[A-Za-z0-9_-]{20,}/, /\bpypi-[A-Za-z0-9_-]{50,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, /\bxox[abprs]-[A-Za-z0-9-]{20,}/, /\bsk_live_[A-Za-z0-9]{20,}/, /\bAIza[A-Za-z0-9_-]{35}/, /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, /:\/\/[^/\s:@]+:[^/\s:@$]{6,}@/,
];

/** Whether a text holds what is certainly a credential by its form. */
export function looksLikeCredential(text: string): boolean {
  return forms.some((form) => form.test(text));
}
