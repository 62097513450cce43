/** MD5 and the SHA family over bytes, synchronous because evaluation is. */

function padded(bytes: Uint8Array, block: number, littleEndian: boolean): DataView {
  const lengthBytes = block / 8;
  const size = Math.ceil((bytes.length + 1 + lengthBytes) / block) * block;
  const buffer = new Uint8Array(size);
  buffer.set(bytes);
  buffer[bytes.length] = 0x80;
  const view = new DataView(buffer.buffer);
  const high = Math.floor(bytes.length / 0x20000000);
  const low = (bytes.length << 3) >>> 0;
  view.setUint32(size - (littleEndian ? 8 : 4), low, littleEndian);
  view.setUint32(size - (littleEndian ? 4 : 8), high, littleEndian);
  return view;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const md5Sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0);

export function md5(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, 64, true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mix = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = (round === 0 ? step : round === 1 ? 5 * step + 1 : round === 2 ? 3 * step + 5 : 7 * step) & 15;
      const sum = (a + mix + md5Sines[step]! + view.getInt32(block + word * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, md5Shifts[round * 4 + (step & 3)]!)) | 0];
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
  }
  return toBytes(state, true);
}

function toBytes(state: Int32Array, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(state.length * 4));
  state.forEach((word, index) => view.setInt32(index * 4, word, littleEndian));
  return new Uint8Array(view.buffer);
}

export function sha1(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, 64, false);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 80; step++) {
      words[step] = step < 16 ? view.getInt32(block + step * 4) : rotate(words[step - 3]! ^ words[step - 8]! ^ words[step - 14]! ^ words[step - 16]!, 1);
    }
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let step = 0; step < 80; step++) {
      const mix = step < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : step < 40 ? (b ^ c ^ d) + 0x6ed9eba1 : step < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
      [a, b, c, d, e] = [(rotate(a, 5) + mix + e + words[step]!) | 0, a, rotate(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((value, index) => { state[index]! += value; });
  }
  return toBytes(state, false);
}

/** The first bits of the fractions of roots of primes, which SHA-2 takes its constants from. */
function rootFractions(count: number, root: 2n | 3n, bits: bigint): bigint[] {
  const primes: bigint[] = [];
  for (let candidate = 2n; primes.length < count; candidate++) if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate);
  return primes.map((prime) => integerRoot(prime << (bits * root), root) & ((1n << bits) - 1n));
}

function integerRoot(value: bigint, root: 2n | 3n): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= value) low = middle;
    else high = middle;
  }
  return low;
}

const signed = (value: bigint): number => Number(BigInt.asIntN(32, value));
let sha256Constants: { readonly rounds: Int32Array; readonly start: readonly number[] } | undefined;

export function sha256(bytes: Uint8Array): Uint8Array {
  sha256Constants ??= { rounds: new Int32Array(rootFractions(64, 3n, 32n).map(signed)), start: rootFractions(8, 2n, 32n).map(signed) };
  const { rounds, start } = sha256Constants;
  const view = padded(bytes, 64, false);
  const state = new Int32Array(start);
  const words = new Int32Array(64);
  const right = (value: number, bits: number): number => rotate(value, 32 - bits);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 64; step++) {
      if (step < 16) {
        words[step] = view.getInt32(block + step * 4);
        continue;
      }
      const near = words[step - 2]!;
      const far = words[step - 15]!;
      words[step] = words[step - 16]! + words[step - 7]! + (right(far, 7) ^ right(far, 18) ^ (far >>> 3)) + (right(near, 17) ^ right(near, 19) ^ (near >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + rounds[step]! + words[step]!) | 0;
      const two = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => { state[index]! += value; });
  }
  return toBytes(state, false);
}

const mask64 = (1n << 64n) - 1n;
let sha512Constants: { rounds: readonly bigint[]; start: readonly bigint[] } | undefined;

export function sha512(bytes: Uint8Array): Uint8Array {
  sha512Constants ??= { rounds: rootFractions(80, 3n, 64n), start: rootFractions(8, 2n, 64n) };
  const { rounds, start } = sha512Constants;
  const view = padded(bytes, 128, false);
  const state = [...start];
  const words: bigint[] = [];
  const right = (value: bigint, bits: bigint): bigint => ((value >> bits) | (value << (64n - bits))) & mask64;
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let step = 0; step < 80; step++) {
      if (step < 16) {
        words[step] = view.getBigUint64(block + step * 8);
        continue;
      }
      const near = words[step - 2]!;
      const far = words[step - 15]!;
      words[step] = (words[step - 16]! + words[step - 7]! + (right(far, 1n) ^ right(far, 8n) ^ (far >> 7n)) + (right(near, 19n) ^ right(near, 61n) ^ (near >> 6n))) & mask64;
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let step = 0; step < 80; step++) {
      const one = h + (right(e, 14n) ^ right(e, 18n) ^ right(e, 41n)) + ((e & f) ^ (~e & mask64 & g)) + rounds[step]! + words[step]!;
      const two = (right(a, 28n) ^ right(a, 34n) ^ right(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) & mask64, a, b, c, (d + one) & mask64, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => { state[index] = (state[index]! + value) & mask64; });
  }
  const result = new DataView(new ArrayBuffer(64));
  state.forEach((word, index) => result.setBigUint64(index * 8, word));
  return new Uint8Array(result.buffer);
}

export function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
