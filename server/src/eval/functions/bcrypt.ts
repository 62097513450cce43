/** The bcrypt password hash. Blowfish's tables are the fractional digits of pi, computed when first needed. */

interface Blowfish {
  readonly keys: Int32Array;
  readonly boxes: Int32Array;
}

const keyCount = 18;
const boxCount = 4 * 256;
let initial: Blowfish | undefined;

/** Pi by Machin's formula, in binary. */
function piWords(count: number): Int32Array {
  const bits = BigInt(count * 32 + 64);
  const one = 1n << bits;
  const arctangent = (divisor: bigint): bigint => {
    let term = one / divisor;
    let sum = term;
    const square = divisor * divisor;
    for (let odd = 3n, sign = -1n; term > 0n; odd += 2n, sign = -sign) {
      term /= square;
      sum += (sign * term) / odd;
    }
    return sum;
  };
  const fraction = (16n * arctangent(5n) - 4n * arctangent(239n)) & (one - 1n);
  const hex = (fraction >> 64n).toString(16).padStart(count * 8, "0");
  return Int32Array.from({ length: count }, (_, index) => Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16) | 0);
}

function freshState(): Blowfish {
  if (initial === undefined) {
    const words = piWords(keyCount + boxCount);
    initial = { keys: words.slice(0, keyCount), boxes: words.slice(keyCount) };
  }
  return { keys: initial.keys.slice(), boxes: initial.boxes.slice() };
}

function encipher({ keys, boxes }: Blowfish, block: Int32Array): void {
  let left = block[0]! ^ keys[0]!;
  let right = block[1]!;
  for (let round = 1; round <= 16; round++) {
    const mixed = ((((boxes[left >>> 24]! + boxes[256 + ((left >>> 16) & 255)]!) | 0) ^ boxes[512 + ((left >>> 8) & 255)]!) + boxes[768 + (left & 255)]!) | 0;
    const next = right ^ mixed ^ keys[round]!;
    right = left;
    left = next;
  }
  block[0] = right ^ keys[17]!;
  block[1] = left;
}

function wordReader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let word = 0;
    for (let index = 0; index < 4; index++) word = (word << 8) | bytes[at++ % bytes.length]!;
    return word;
  };
}

function expandKey(state: Blowfish, key: Uint8Array, salt: Uint8Array | undefined): void {
  const nextKey = wordReader(key);
  for (let index = 0; index < keyCount; index++) state.keys[index]! ^= nextKey();
  const nextSalt = salt === undefined ? () => 0 : wordReader(salt);
  const block = new Int32Array(2);
  for (const table of [state.keys, state.boxes]) {
    for (let index = 0; index < table.length; index += 2) {
      block[0]! ^= nextSalt();
      block[1]! ^= nextSalt();
      encipher(state, block);
      table[index] = block[0]!;
      table[index + 1] = block[1]!;
    }
  }
}

const alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function encode(bytes: Uint8Array): string {
  let result = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const count = Math.min(4, bytes.length - at + 1);
    for (let index = 0; index < count; index++) result += alphabet[(group >> (18 - index * 6)) & 63]!;
  }
  return result;
}

/** `salt` is 16 bytes; the work is 2 to the power of `cost`. */
export function bcryptHash(password: Uint8Array, salt: Uint8Array, cost: number): string {
  const key = new Uint8Array([...password, 0]);
  const state = freshState();
  expandKey(state, key, salt);
  for (let round = 0; round < 2 ** cost; round++) {
    expandKey(state, key, undefined);
    expandKey(state, salt, undefined);
  }
  const words = new DataView(new TextEncoder().encode("OrpheanBeholderScryDoubt").buffer);
  const result = new DataView(new ArrayBuffer(24));
  for (let at = 0; at < 24; at += 8) {
    const block = new Int32Array([words.getInt32(at), words.getInt32(at + 4)]);
    for (let round = 0; round < 64; round++) encipher(state, block);
    result.setInt32(at, block[0]!);
    result.setInt32(at + 4, block[1]!);
  }
  return `$2a$${String(cost).padStart(2, "0")}$${encode(salt)}${encode(new Uint8Array(result.buffer).slice(0, 23))}`;
}
