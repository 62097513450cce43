#!/usr/bin/env node
// Puts a static busybox into bin/, the one file of this example that is not in the repository.
//
//   node prepare.mjs                      takes busybox from this machine, else from Debian's busybox-static package
//   node prepare.mjs --busybox /some/path takes that file
//
// Exits 0 when bin/busybox is in place, 1 with the reason when none could be had.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = join(here, "bin", "busybox");

const ELF_MAGIC = 0x7f454c46;
const ELF_CLASS_64 = 2;
const PROGRAM_HEADER_INTERPRETER = 3;

/** Why the file cannot run on an empty root file system, or nothing if it can. */
function reasonAgainst(file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return error.code === "ENOENT" ? "does not exist" : error.message;
  }
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== ELF_MAGIC) return "is no Linux program";
  if (bytes[4] !== ELF_CLASS_64 || bytes[5] !== 1) return "is not a 64-bit little-endian program";
  return isStatic(bytes) ? undefined : "is dynamically linked and would miss its libraries";
}

/** A static program has no program header that names a dynamic loader. */
function isStatic(bytes) {
  const table = Number(bytes.readBigUInt64LE(32));
  const size = bytes.readUInt16LE(54);
  const count = bytes.readUInt16LE(56);
  for (let index = 0; index < count; index++) {
    const at = table + index * size;
    if (at + 4 > bytes.length) return false;
    if (bytes.readUInt32LE(at) === PROGRAM_HEADER_INTERPRETER) return false;
  }
  return true;
}

/** Copies beside the final name first, so that a build that starts meanwhile never sees half a file. */
function install(file) {
  mkdirSync(join(here, "bin"), { recursive: true });
  const partial = `${wanted}.${process.pid}`;
  copyFileSync(file, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, wanted);
  console.log(`${wanted} taken from ${file}`);
}

/** Fetches and unpacks the package in a folder of its own; nothing is installed on the machine. */
function fromDebianPackage(folder) {
  const download = spawnSync("apt-get", ["download", "busybox-static"], { cwd: folder, encoding: "utf8", timeout: 120_000 });
  if (download.error) return { reason: `apt-get: ${download.error.message}` };
  const archive = readdirSync(folder).find((name) => name.endsWith(".deb"));
  if (download.status !== 0 || archive === undefined) return { reason: `apt-get download: ${download.stderr.trim()}` };
  const unpack = spawnSync("dpkg", ["-x", archive, "unpacked"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  if (unpack.status !== 0) return { reason: `dpkg -x: ${unpack.stderr?.trim() || unpack.error?.message}` };
  const found = ["bin/busybox", "usr/bin/busybox"].map((path) => join(folder, "unpacked", path)).find((path) => existsSync(path));
  return found === undefined ? { reason: "the package holds no busybox" } : { file: found };
}

function fail(lines) {
  console.error(lines.join("\n"));
  process.exitCode = 1;
}

function main(args) {
  const named = args[0] === "--busybox" ? args[1] : undefined;
  if (args.length > 0 && named === undefined) return fail(["usage: node prepare.mjs [--busybox FILE]"]);
  if (named === undefined && reasonAgainst(wanted) === undefined) return console.log(`${wanted} is already there`);

  const tried = [];
  for (const file of named ? [named] : ["/bin/busybox", "/usr/bin/busybox"]) {
    const reason = reasonAgainst(file);
    if (reason === undefined) return install(file);
    tried.push(`${file} ${reason}`);
  }
  if (named !== undefined) return fail(tried);

  const folder = mkdtempSync(join(tmpdir(), "offline-example-"));
  try {
    const { file, reason } = fromDebianPackage(folder);
    const doubt = file ? reasonAgainst(file) : reason;
    if (doubt === undefined) return install(file);
    tried.push(doubt);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  fail(["No static busybox found:", ...tried.map((line) => `  ${line}`), "Install busybox-static, or pass --busybox FILE."]);
}

main(process.argv.slice(2));
