import { constants, generateKeyPairSync, publicEncrypt } from "node:crypto";
import type { BakeRequest } from "./buildx.ts";

const values = [
  "null", "\"\"", "\"5\"", "\"true\"", "\"日本\"", "5", "1.5", "-0", "true", "[]", "[1, \"a\"]", "[1, 2]", "[[1], []]", "{}", "{ a = 1 }", "{ a = 1, b = \"x\" }", "{ a = null }", "{ b = [true] }", "setunion([\"x\"], [\"ü\"])",
];
const types = [
  "string", "number", "bool", "any", "list(string)", "list(number)", "list(any)", "set(string)", "set(bool)", "map(string)", "map(any)", "tuple([])", "tuple([number, string])", "object({})", "object({ a = number })",
  "object({ a = string, b = optional(string) })", "object({ a = optional(list(bool)) })", "list(map(string))", "nothing", "list()", "\"string\"",
];
const doubtful = ["1", "1 / 0", "NOPE", "null", "nofunc()", "[][0]", "{}.a", "tonumber(\"x\")", "\"${null}\"", "parseint(\"zz\", 10)", "\"ü\"", "{ a = NOPE }", "[for x in 1 : x]", "upper(null)", "true ? 1 : NOPE", "true ? [1] : 2"];

/** buildx takes the words of a type for names of variables and functions as well, and refuses an unknown one that is named twice. */
const typeWords = [
  ...["string", "number", "bool", "any", "nothing"].map((name) => `variable "${name}" {}`),
  ...["list", "set", "map", "tuple", "object", "optional"].map((name) => `function "${name}" {\n  params = []\n  variadic_params = items\n  result = items\n}`),
].join("\n");

/** Files of such calls, 40 in each. */
export function specialRequests(): BakeRequest[] {
  const entries = specialCalls().map((call, index) => `    e${index} = ${call.replaceAll("NOPE", `NOPE${index}`)}\n`);
  const files: BakeRequest[] = [];
  for (let at = 0; at < entries.length; at += 40) {
    const text = `${typeWords}\ntarget "default" {\n  args = {\n${entries.slice(at, at + 40).join("")}  }\n}\n`;
    files.push({ files: [{ name: "docker-bake.hcl", text }], args: [], environment: {} });
  }
  return files;
}

/** Calls of functions whose results are not simply comparable, or that take more than values: at least 20 for each. Each call gives a text. */
function specialCalls(): string[] {
  return [
    ...types.flatMap((type) => values.map((value) => `try(jsonencode(convert(${value}, ${type})), "failed")`)),
    ...doubtful.flatMap((value) => [`jsonencode(can(${value}))`, `try(jsonencode(try(${value}, "else")), "failed")`, `try(jsonencode(try([][1], ${value}, "else")), "failed")`]),
    ...bcryptCalls(), ...rsaCalls(),
    ...["timestamp()", "uuidv4()", "homedir()"].flatMap((call) => [`jsonencode(can(${call}))`, `jsonencode(strlen(${call}) > 3)`]),
    "jsonencode(regex(\"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$\", uuidv4()) != \"\")", "jsonencode(regex(\"^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT.*Z$\", timestamp()) != \"\")",
  ];
}

/** The salt is random, so only what comes before it and the length are compared. */
function bcryptCalls(): string[] {
  const texts = ["\"\"", "\"a\"", "\"日本\"", "\"pass word\"", "null", "5", "true", "[]", `"${"x".repeat(72)}"`, `"${"x".repeat(73)}"`, `"${"ü".repeat(36)}"`, `"${"ü".repeat(37)}"`];
  const costs = ["4", "5", "\"4\"", "3", "0", "-1", "32", "4.5", "null", "\"x\"", "true"];
  const calls = [...texts.map((text) => `bcrypt(${text}, 4)`), ...costs.map((cost) => `bcrypt("a", ${cost})`), "bcrypt(\"a\", 4, 4)", "bcrypt()"];
  return calls.flatMap((call) => [`try(substr(${call}, 0, 7), "failed")`, `try(jsonencode(strlen(${call})), "failed")`]);
}

function rsaCalls(): string[] {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const keys = [privateKey.export({ type: "pkcs1", format: "pem" }), privateKey.export({ type: "pkcs8", format: "pem" }), publicKey.export({ type: "spki", format: "pem" }), "", "no key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"];
  const encrypt = (text: string): string => publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString("base64");
  const texts = ["", "a", "ünï", "日本", "x".repeat(100)].map((text) => JSON.stringify(encrypt(text)));
  const others = ["\"\"", "\"AAAA\"", "\"no base 64!\"", "null", "5", "[]", JSON.stringify(encrypt("a").slice(0, -8))];
  return keys.flatMap((key) => [...texts, ...others].map((text) => `try(rsadecrypt(${text}, ${JSON.stringify(String(key))}), "failed")`)).concat("try(rsadecrypt(\"AAAA\", null), \"failed\")");
}
