import type { Value } from "../value.ts";
import { stringValue, unknownValue } from "../value.ts";
import { integer, text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { fromBase64, fromUtf8, utf8 } from "./base64.ts";
import { bcryptHash } from "./bcrypt.ts";
import { FunctionError } from "./call.ts";
import { hexadecimal, md5, sha1, sha256, sha512 } from "./hashes.ts";
import { decryptPkcs1, readPrivateKey } from "./rsa.ts";
import { spend } from "../scope.ts";

/** `steps` is what one byte costs; a short text costs about as much as 400 bytes. */
const hash = (of: (bytes: Uint8Array) => Uint8Array, steps: number): Implementation => (args, { budget }) => {
  const bytes = utf8(text(args, 0));
  spend(budget, Math.ceil((400 + bytes.length) * steps));
  return stringValue(hexadecimal(of(bytes)));
};

function uuidText(bytes: Uint8Array, version: number): string {
  const marked = bytes.slice(0, 16);
  marked[6] = (marked[6]! & 0x0f) | (version << 4);
  marked[8] = (marked[8]! & 0x3f) | 0x80;
  return hexadecimal(marked).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const namespaces: Readonly<Record<string, string>> = { dns: "10", url: "11", oid: "12", x500: "14" };

const uuid5: Implementation = (args, { budget }) => {
  spend(budget, 150);
  const name = text(args, 0);
  const known = Object.hasOwn(namespaces, name) ? namespaces[name] : undefined;
  const digits = known === undefined ? name.replace(/^urn:uuid:|^\{|\}$/g, "").replaceAll("-", "") : `6ba7b8${known}9dad11d180b400c04fd430c8`;
  if (!/^[0-9a-fA-F]{32}$/.test(digits)) throw new FunctionError(`uuidv5() doesn't support namespace ${JSON.stringify(name)}`, 0);
  const space = Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  return stringValue(uuidText(sha1(new Uint8Array([...space, ...utf8(text(args, 1))])), 5));
};

/** The cost doubles the work with each step: more than this would take minutes. */
const maxCost = 12;

const bcrypt: Implementation = (args, { surroundings, budget }): Value => {
  const password = utf8(text(args, 0));
  if (args.length > 2) throw new FunctionError("bcrypt() takes no more than two arguments");
  const given = args.length > 1 ? integer(args, 1) : 10;
  if (given > 31) throw new FunctionError(`error occurred generating password crypto/bcrypt: cost ${given} is outside allowed inclusive range 4..31`);
  if (password.length > 72) throw new FunctionError("error occurred generating password bcrypt: password length exceeds 72 bytes");
  const cost = given < 4 ? 10 : given;
  const salt = surroundings.randomBytes?.(16);
  if (salt === undefined || cost > maxCost) return unknownValue("bcrypt gives another result each time");
  spend(budget, 2 ** cost * 100);
  return stringValue(bcryptHash(password, salt, cost));
};

const rsaDecrypt: Implementation = (args, { budget }) => {
  const bytes = fromBase64(text(args, 0));
  if (bytes === undefined) throw new FunctionError(`failed to decode input ${JSON.stringify(text(args, 0))}: cipher text must be base64-encoded`);
  const key = readPrivateKey(text(args, 1));
  if (typeof key === "string") throw new FunctionError(key);
  spend(budget, (key.modulus.toString(16).length ** 2));
  const plain = decryptPkcs1(bytes, key);
  const decoded = plain === undefined ? undefined : fromUtf8(plain);
  if (decoded === undefined) throw new FunctionError("failed to decrypt: error occurred");
  return stringValue(decoded);
};

export const cryptoFunctions: Readonly<Record<string, Implementation>> = {
  bcrypt,
  md5: hash(md5, 0.3),
  rsadecrypt: rsaDecrypt,
  sha1: hash(sha1, 0.3),
  sha256: hash(sha256, 0.3),
  sha512: hash(sha512, 9),
  uuidv4: (_args, { surroundings }) => {
    const bytes = surroundings.randomBytes?.(16);
    return bytes === undefined ? unknownValue("uuidv4 gives another result each time") : stringValue(uuidText(bytes, 4));
  },
  uuidv5: uuid5,
};
