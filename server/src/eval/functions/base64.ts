const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Undefined when the bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function toBase64(bytes: Uint8Array): string {
  let result = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    result += alphabet[group >> 18]! + alphabet[(group >> 12) & 63]!;
    result += at + 1 < bytes.length ? alphabet[(group >> 6) & 63]! : "=";
    result += at + 2 < bytes.length ? alphabet[group & 63]! : "=";
  }
  return result;
}

/** Strict standard Base64 with padding; line breaks are allowed. Undefined when the text is not that. */
export function fromBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\r\n]/g, "");
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  const padding = compact.endsWith("==") ? 2 : compact.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((compact.length / 4) * 3 - padding);
  let written = 0;
  for (let at = 0; at < compact.length; at += 4) {
    let group = 0;
    for (let index = 0; index < 4; index++) group = (group << 6) | Math.max(0, alphabet.indexOf(compact[at + index]!));
    for (let shift = 16; shift >= 0 && written < bytes.length; shift -= 8) bytes[written++] = (group >> shift) & 255;
  }
  return bytes;
}
