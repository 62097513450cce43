import { fromBase64 } from "./base64.ts";

export interface PrivateKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** Reads a PEM key in PKCS #1 form, whatever its label says, or tells why it cannot. As in buildx, PKCS #8 is not read. */
export function readPrivateKey(pem: string): PrivateKey | string {
  const match = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/.exec(pem);
  if (match === null) return "failed to parse key: no key found";
  if (match[2]!.includes("ENCRYPTED")) return "failed to parse key: password protected keys are not supported. Please decrypt the key prior to use";
  const bytes = fromBase64(match[2]!.replace(/[^A-Za-z0-9+/=]/g, ""));
  const fields = bytes === undefined ? undefined : readSequence(bytes);
  if (fields === undefined) return "asn1: syntax error: data truncated";
  const [, modulus, , exponent] = fields;
  if (modulus === undefined || exponent === undefined) return "asn1: structure error";
  return { modulus: toBigInt(modulus), exponent: toBigInt(exponent) };
}

/** The contents of the elements of a DER sequence. */
function readSequence(bytes: Uint8Array): Uint8Array[] | undefined {
  const outer = readElement(bytes, 0);
  if (outer === undefined || bytes[0] !== 0x30) return undefined;
  const elements: Uint8Array[] = [];
  for (let at = outer.start; at < outer.end;) {
    const element = readElement(bytes, at);
    if (element === undefined) return undefined;
    elements.push(bytes.slice(element.start, element.end));
    at = element.end;
  }
  return elements;
}

function readElement(bytes: Uint8Array, at: number): { start: number; end: number } | undefined {
  let length = bytes[at + 1];
  let start = at + 2;
  if (length === undefined) return undefined;
  if (length & 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[start++] ?? 0);
  }
  return start + length > bytes.length ? undefined : { start, end: start + length };
}

function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Undefined when the padding of PKCS #1 version 1.5 is not there: the key or the text is another. */
export function decryptPkcs1(cipher: Uint8Array, { modulus, exponent }: PrivateKey): Uint8Array | undefined {
  const value = toBigInt(cipher);
  if (modulus <= 1n || value >= modulus || modulus.toString(2).length > 16_384) return undefined;
  const size = Math.ceil(modulus.toString(2).length / 8);
  const hex = modularPower(value, exponent, modulus).toString(16).padStart(size * 2, "0");
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  const separator = bytes.indexOf(0, 2);
  return bytes[0] === 0 && bytes[1] === 2 && separator >= 10 ? bytes.slice(separator + 1) : undefined;
}
