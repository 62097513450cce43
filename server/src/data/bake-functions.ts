export interface FunctionParameterInfo {
  readonly name: string;
  /** As Bake writes types; `any` takes everything. */
  readonly type: string;
  readonly nullable: boolean;
}

export interface BakeFunctionInfo {
  readonly name: string;
  readonly parameters: readonly FunctionParameterInfo[];
  /** Takes all further arguments. */
  readonly variadic: FunctionParameterInfo | undefined;
  /** The result's type in words. */
  readonly result: string;
  /** Such as `join(separator, lists...)`. */
  readonly signature: string;
  /** Markdown of one to three sentences. */
  readonly hover: string;
  readonly url: string;
  readonly subject: FunctionSubject;
  /** Buildx releases up to 0.29 do not have it. */
  readonly recent: boolean;
}

export type FunctionSubject = "numbers" | "logic" | "strings" | "collections" | "encoding" | "crypto" | "network" | "time" | "evaluation";

const url = "https://docs.docker.com/build/bake/stdlib/";

/** Parameters are `name: type`, with `?` where null is allowed and `...` after the name of a variadic one. */
type Row = readonly [name: string, parameters: string, result: string, hover: string];

const numbers: readonly Row[] = [
  ["absolute", "num: number", "number", "The number without its sign."],
  ["add", "a: number, b: number", "number", "The sum of two numbers, like `a + b`."],
  ["ceil", "num: number", "number", "The smallest whole number that is not less."],
  ["divide", "a: number, b: number", "number", "The quotient of two numbers, like `a / b`."],
  ["floor", "num: number", "number", "The greatest whole number that is not more."],
  ["int", "num: number", "number", "The number with its fraction cut off."],
  ["log", "num: number, base: number", "number", "The logarithm of a number to a base."],
  ["max", "numbers...: number", "number", "The greatest of the numbers."],
  ["min", "numbers...: number", "number", "The smallest of the numbers."],
  ["modulo", "a: number, b: number", "number", "The remainder of a division, with the sign of the first number, like `a % b`."],
  ["multiply", "a: number, b: number", "number", "The product of two numbers, like `a * b`."],
  ["negate", "num: number", "number", "The number with the opposite sign, like `-a`."],
  ["parseint", "number: any, base: number", "number", "The whole number that a text means in a base from 2 to 62."],
  ["pow", "num: number, power: number", "number", "A number raised to a power."],
  ["range", "params...: number", "list of number", "A list of numbers: up to a limit, from a start to a limit, or with a step. The limit itself is left out."],
  ["signum", "num: number", "number", "-1, 0 or 1 for a negative number, zero or a positive one."],
  ["subtract", "a: number, b: number", "number", "The difference of two numbers, like `a - b`."],
];

const logic: readonly Row[] = [
  ["and", "a: bool, b: bool", "bool", "Whether both are true, like `a && b`."],
  ["or", "a: bool, b: bool", "bool", "Whether at least one is true, like `a || b`."],
  ["not", "val: bool", "bool", "The opposite, like `!a`."],
  ["equal", "a: any?, b: any?", "bool", "Whether two values are the same, without converting them, like `a == b`."],
  ["notequal", "a: any?, b: any?", "bool", "Whether two values differ, like `a != b`."],
  ["greaterthan", "a: number, b: number", "bool", "Whether the first number is greater, like `a > b`."],
  ["greaterthanorequalto", "a: number, b: number", "bool", "Whether the first number is greater or equal, like `a >= b`."],
  ["lessthan", "a: number, b: number", "bool", "Whether the first number is smaller, like `a < b`."],
  ["lessthanorequalto", "a: number, b: number", "bool", "Whether the first number is smaller or equal, like `a <= b`."],
];

const strings: readonly Row[] = [
  ["basename", "path: string", "string", "The last part of a path."],
  ["chomp", "str: string", "string", "The text without line breaks at its end."],
  ["dirname", "path: string", "string", "The path without its last part; `.` when nothing is left."],
  ["format", "format: string, args...: any?", "string", "The text with `%s`, `%d`, `%q` and the like replaced by the arguments."],
  ["formatlist", "format: string, args...: any?", "list of string", "Like `format`, once for each element of the arguments that are lists."],
  ["homedir", "", "string", "The home folder of the user who runs the build."],
  ["indent", "spaces: number, str: string", "string", "The text with spaces before every line but the first."],
  ["join", "separator: string, lists...: list(string)", "string", "The elements of the lists in one text, with the separator between them."],
  ["lower", "str: string", "string", "The text in small letters."],
  ["regex", "pattern: string, string: string", "any", "The first match of a regular expression (RE2): the text, or its groups as a list, or named groups as an object. No match is an error."],
  ["regex_replace", "str: string, pattern: string, replace: string", "string", "The text with every match of a regular expression replaced; `$1` and `${name}` stand for groups."],
  ["regexall", "pattern: string, string: string", "any", "All matches of a regular expression, each in the form that `regex` gives."],
  ["replace", "str: string, substr: string, replace: string", "string", "The text with every occurrence of a part replaced, taken literally."],
  ["reverse", "str: string", "string", "The text with its characters in opposite order."],
  ["sanitize", "name: string", "string", "The text with everything that a target name must not have replaced by `_`."],
  ["split", "separator: string, str: string", "list of string", "The parts of a text between the separators."],
  ["strlen", "str: string", "number", "How many characters the text has, as a reader counts them."],
  ["substr", "str: string, offset: number, length: number", "string", "A part of the text. A negative offset counts from the end, and the length -1 means up to the end."],
  ["title", "str: string", "string", "The text with each word's first letter in capitals."],
  ["trim", "str: string, cutset: string", "string", "The text without any of the given characters at its start and end."],
  ["trimprefix", "str: string, prefix: string", "string", "The text without the prefix, if it has it."],
  ["trimspace", "str: string", "string", "The text without white space at its start and end."],
  ["trimsuffix", "str: string, suffix: string", "string", "The text without the suffix, if it has it."],
  ["upper", "str: string", "string", "The text in capitals."],
];

const collections: readonly Row[] = [
  ["chunklist", "list: list(any), size: number", "list of list", "The list cut into lists of at most that size; 0 means one list."],
  ["coalesce", "vals...: any?", "any", "The first value that is not null."],
  ["coalescelist", "vals...: any?", "any", "The first list that is not empty."],
  ["compact", "list: list(string)", "list of string", "The list without empty texts."],
  ["concat", "seqs...: any", "list", "All lists in one."],
  ["contains", "list: any, value: any", "bool", "Whether a list has a value, of the same type."],
  ["distinct", "list: list(any)", "list", "The list without repeated elements."],
  ["element", "list: any, index: number", "any", "The element at an index, starting over at the end of the list."],
  ["flatten", "list: any", "list", "The list with all lists inside it replaced by their elements."],
  ["hasindex", "collection: any, key: any", "bool", "Whether `collection[key]` exists."],
  ["index", "collection: any, key: any", "any", "The element under a key, like `collection[key]`."],
  ["indexof", "list: any, value: any", "number", "At which index a list has a value. It is an error if it has not."],
  ["keys", "inputMap: any", "list of string", "The keys of a map, sorted."],
  ["length", "collection: any", "number", "How many elements a list, a set or a map has."],
  ["lookup", "inputMap: any, key: string, default: any", "any", "The value under a key, or the default."],
  ["merge", "maps...: any?", "any", "All maps in one; later ones win."],
  ["reverselist", "list: any", "list", "The list in opposite order."],
  ["sethaselement", "set: set(any), elem: any", "bool", "Whether a set has an element."],
  ["setintersection", "first_set: set(any), other_sets...: set(any)", "set", "The elements that are in all sets."],
  ["setproduct", "sets...: any", "any", "All combinations with one element of each list or set."],
  ["setsubtract", "a: set(any), b: set(any)", "set", "The elements of the first set that are not in the second."],
  ["setsymmetricdifference", "first_set: set(any), other_sets...: set(any)", "set", "The elements that are in only one of the sets."],
  ["setunion", "first_set: set(any), other_sets...: set(any)", "set", "The elements of all sets."],
  ["slice", "list: any, start_index: number, end_index: number", "list", "The elements from a start to before an end."],
  ["sort", "list: list(string)", "list of string", "The texts in order of their characters."],
  ["values", "mapping: any", "list", "The values of a map, in order of the keys."],
  ["zipmap", "keys: list(string), values: any", "any", "A map of a list of keys and a list of values."],
];

const encoding: readonly Row[] = [
  ["base64decode", "str: string", "string", "The text that a Base64 text stands for."],
  ["base64encode", "str: string", "string", "The text's bytes in Base64."],
  ["byteslen", "buf: bytes", "number", "The length of a buffer of bytes. No value of a Bake file is one."],
  ["bytesslice", "buf: bytes, offset: number, length: number", "bytes", "A part of a buffer of bytes. No value of a Bake file is one."],
  ["csvdecode", "str: string", "list of object", "The rows of a CSV text as objects; its first line gives the names."],
  ["jsondecode", "str: string", "any", "The value that a JSON text stands for."],
  ["jsonencode", "val: any?", "string", "The value as JSON."],
  ["urlencode", "str: string", "string", "The text in a form fit for a URL's query; spaces become `+`."],
];

const crypto: readonly Row[] = [
  ["bcrypt", "str: string, cost...: number", "string", "A password hash, another one each time; the cost is 10 by default."],
  ["md5", "str: string", "string", "The MD5 hash in hexadecimal digits."],
  ["rsadecrypt", "ciphertext: string, privatekey: string", "string", "The text that was encrypted for an RSA key; the input is Base64, the key is PEM."],
  ["sha1", "str: string", "string", "The SHA-1 hash in hexadecimal digits."],
  ["sha256", "str: string", "string", "The SHA-256 hash in hexadecimal digits."],
  ["sha512", "str: string", "string", "The SHA-512 hash in hexadecimal digits."],
  ["uuidv4", "", "string", "A random UUID, another one each time."],
  ["uuidv5", "namespace: string, name: string", "string", "The UUID that a name has in a namespace: `dns`, `url`, `oid`, `x500` or a UUID."],
];

const network: readonly Row[] = [
  ["cidrhost", "prefix: string, hostnum: number", "string", "The address of a host in a network."],
  ["cidrnetmask", "prefix: string", "string", "The netmask of an IPv4 network."],
  ["cidrsubnet", "prefix: string, newbits: number, netnum: number", "string", "A part of a network, with a prefix longer by some bits."],
  ["cidrsubnets", "prefix: string, newbits...: number", "list of string", "Consecutive parts of a network, each with a prefix longer by some bits."],
];

const time: readonly Row[] = [
  ["formatdate", "format: string, time: string", "string", "A time in another form; letters such as `YYYY-MM-DD'T'hh:mm:ssZ` stand for its parts."],
  ["formattimestamp", "format: string, time: any", "string", "Like `formatdate`, and takes seconds since 1970 too; the form `X` gives them."],
  ["timeadd", "timestamp: string, duration: string", "string", "A time moved by a duration such as `1h30m`."],
  ["timestamp", "", "string", "The time at which the build is started."],
  ["unixtimestampparse", "unix_timestamp: number", "object", "The parts of a time given in seconds since 1970."],
];

const evaluation: readonly Row[] = [
  ["can", "expression: any?", "bool", "Whether an expression can be evaluated without an error."],
  ["convert", "value: any?, type: any", "any", "The value converted to a type such as `list(string)`."],
  ["semvercmp", "version: string, constraint: string", "bool", "Whether a version fits a constraint such as `>= 1.2, < 2`."],
  ["try", "expressions...: any?", "any", "The value of the first expression that can be evaluated without an error."],
];

const recent = new Set(["formattimestamp", "semvercmp", "unixtimestampparse"]);

function readParameter(text: string): { info: FunctionParameterInfo; variadic: boolean } {
  const [name = "", type = ""] = text.split(": ");
  const variadic = name.endsWith("...");
  const nullable = type.endsWith("?");
  return { variadic, info: { name: variadic ? name.slice(0, -3) : name, type: nullable ? type.slice(0, -1) : type, nullable } };
}

function readRow([name, text, result, hover]: Row, subject: FunctionSubject): BakeFunctionInfo {
  const all = text === "" ? [] : text.split(", ").map(readParameter);
  const parameters = all.filter((parameter) => !parameter.variadic).map((parameter) => parameter.info);
  const variadic = all.find((parameter) => parameter.variadic)?.info;
  const shown = [...parameters.map((parameter) => parameter.name), ...(variadic === undefined ? [] : [`${variadic.name}...`])];
  return { name, parameters, variadic, result, signature: `${name}(${shown.join(", ")})`, hover, url: `${url}#${name}`, subject, recent: recent.has(name) };
}

const tables: readonly (readonly [FunctionSubject, readonly Row[]])[] = [
  ["numbers", numbers], ["logic", logic], ["strings", strings], ["collections", collections], ["encoding", encoding], ["crypto", crypto],
  ["network", network], ["time", time], ["evaluation", evaluation],
];

/** Every function of Bake's standard library, by name. */
export const bakeFunctions: ReadonlyMap<string, BakeFunctionInfo> = new Map(
  tables.flatMap(([subject, rows]) => rows.map((row) => [row[0], readRow(row, subject)] as const)),
);
