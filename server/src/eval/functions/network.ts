import { isInteger, truncate } from "../number.ts";
import type { Value } from "../value.ts";
import { listValue, stringType, stringValue } from "../value.ts";
import { integer, number, text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

interface Network {
  /** Host bits are zero. */
  readonly address: bigint;
  readonly prefix: number;
  /** 32 or 128. */
  readonly bits: number;
}

function parseAddress(given: string): { address: bigint; bits: number } | undefined {
  if (/^[0-9.]+$/.test(given)) {
    const parts = given.split(".");
    if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9][0-9]{0,2}|0[0-9]{0,2})$/.test(part) || Number(part) > 255)) return undefined;
    return { address: parts.reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n), bits: 32 };
  }
  const dotted = /^(.*:)([0-9]+\.[0-9]+\.[0-9]+\.[0-9]+)$/.exec(given);
  const low = dotted === null ? undefined : parseAddress(dotted[2]!);
  if (dotted !== null && low === undefined) return undefined;
  const plain = dotted === null ? given : `${dotted[1]}${(low!.address >> 16n).toString(16)}:${(low!.address & 0xffffn).toString(16)}`;
  const halves = plain.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const count = groups.flat().length;
  if (groups.flat().some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group)) || (halves.length === 1 ? count !== 8 : count > 7)) return undefined;
  const all = halves.length === 1 ? groups[0]! : [...groups[0]!, ...Array.from({ length: 8 - count }, () => "0"), ...groups[1]!];
  return { address: all.reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n), bits: 128 };
}

function parseNetwork(args: readonly Value[]): Network {
  const given = text(args, 0);
  const [host, length, more] = given.split("/");
  const parsed = parseAddress(host!);
  const prefix = /^[0-9]{1,3}$/.test(length ?? "") ? Number(length) : Number.NaN;
  if (parsed === undefined || more !== undefined || !(prefix <= parsed.bits)) throw new FunctionError(`invalid CIDR expression: invalid CIDR address: ${given}`, 0);
  const shift = BigInt(parsed.bits - prefix);
  return { address: (parsed.address >> shift) << shift, prefix, bits: parsed.bits };
}

function showAddress(address: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
  if (address >> 32n === 0xffffn) return showAddress(address & 0xffffffffn, 32);
  const groups = Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - index * 16)) & 0xffffn));
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(":");
  return `${hex.slice(0, best.start).join(":")}::${hex.slice(best.start + best.length).join(":")}`;
}

/** A negative index gives the odd address that buildx gives. */
function subnet(network: Network, newBits: number, index: bigint, argument: number): Network {
  const prefix = network.prefix + newBits;
  if (prefix > network.bits) throw new FunctionError(`insufficient address space to extend prefix of ${network.prefix} by ${newBits}`, 1);
  if (prefix < 0) throw new FunctionError("the prefix would be negative", 1);
  const size = index < 0n ? -index : index;
  if (newBits >= 0 && size >= 1n << BigInt(newBits)) throw new FunctionError(`prefix extension of ${newBits} does not accommodate a subnet numbered ${index}`, argument);
  const signed = network.address | (index << BigInt(network.bits - prefix));
  const address = signed < 0n ? -signed : signed;
  // With fewer bits than before any number passes the check above, and buildx stops where it finds no room for the result.
  if (address >> BigInt(network.bits) > 0n) throw new FunctionError(`a subnet numbered ${index} does not fit into an address`, argument);
  return { address, prefix, bits: network.bits };
}

const show = ({ address, prefix, bits }: Network): Value => stringValue(`${showAddress(address, bits)}/${prefix}`);

function whole(args: readonly Value[], index: number): bigint {
  const value = isInteger(number(args, index)) ? truncate(number(args, index)) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    throw new FunctionError("value must be a whole number, between -9223372036854775808 and 9223372036854775807 inclusive", index);
  }
  return value;
}

const subnets: Implementation = (args) => {
  const network = parseNetwork(args);
  const results: Value[] = [];
  let next = network.address;
  const end = network.address + (1n << BigInt(network.bits - network.prefix));
  for (let index = 1; index < args.length; index++) {
    const bits = integer(args, index);
    if (bits < 1) throw new FunctionError("must extend prefix by at least one bit", index);
    const prefix = network.prefix + bits;
    if (prefix > network.bits) throw new FunctionError(`would extend prefix to ${prefix} bits, which is too long for an IPv${network.bits === 32 ? 4 : 6} address`, index);
    const size = 1n << BigInt(network.bits - prefix);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) throw new FunctionError(`not enough remaining address space for a subnet with a prefix of ${prefix} bits`, index);
    results.push(show({ address: start, prefix, bits: network.bits }));
    next = start + size;
  }
  return listValue(stringType, results);
};

export const networkFunctions: Readonly<Record<string, Implementation>> = {
  cidrhost: (args) => {
    const network = parseNetwork(args);
    const size = 1n << BigInt(network.bits - network.prefix);
    const given = whole(args, 1);
    const host = given < 0n ? given + size : given;
    if (host < 0n || host >= size) throw new FunctionError(`prefix of ${network.prefix} does not accommodate a host numbered ${given}`);
    return stringValue(showAddress(network.address | host, network.bits));
  },
  cidrnetmask: (args) => {
    const { prefix, bits } = parseNetwork(args);
    return stringValue(showAddress(((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix), bits));
  },
  cidrsubnet: (args) => show(subnet(parseNetwork(args), integer(args, 1), whole(args, 2), 2)),
  cidrsubnets: subnets,
};
