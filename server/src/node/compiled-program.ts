import { readFileSync, statSync } from "node:fs";
import module, { createRequire } from "node:module";
import { join, parse } from "node:path";
import { Script } from "node:vm";
import { type CompiledChunks, openCompiled, writeCompiled } from "./compiled-chunks.ts";

export interface ProgramFiles {
  /** Where the chunks lie. */
  readonly folder: string;
  /** The chunk that is run; it requires the others by `./name.js`. */
  readonly entry: string;
  readonly version: string;
  /** Differs when any chunk does. */
  readonly build: string;
}

/**
 * Runs a program. What it has compiled is kept for the next run when it exits, or after so many milliseconds already: a server may be
 * ended in ways that leave no time for it.
 */
export function startProgram(files: ProgramFiles, keptAfter?: number): void {
  const program = new CompiledProgram(files);
  const keep = (): void => program.keep();
  process.once("exit", keep);
  if (keptAfter !== undefined) {
    setTimeout(() => {
      process.off("exit", keep);
      keep();
    }, keptAfter).unref();
  }
  program.run();
}

/** The file with what an earlier run has compiled is closed after so many milliseconds, and opened again for a chunk that comes later. */
const openFor = 500;

const functionHead = Buffer.from("(function (exports, require, module, __filename, __dirname) { ");
const functionEnd = Buffer.from("\n})");

type Run = (this: unknown, exports: unknown, require: (id: string) => unknown, module: { exports: unknown }, filename: string, dirname: string) => void;

/**
 * A program in CommonJS chunks that is run with what V8 had compiled of it in an earlier run. The compile cache of Node.js knows a
 * module as it is before anything of it ran; compiling the functions that are then called is a third of a start.
 */
class CompiledProgram {
  private readonly files: ProgramFiles;
  private readonly cachePath: string | undefined;
  /** What an earlier run has compiled; only open while chunks are loaded. */
  private opened: { readonly chunks: CompiledChunks | undefined } | undefined;
  private readonly scripts = new Map<string, Script>();
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly require: NodeJS.Require;
  private hasNews = false;

  constructor(files: ProgramFiles) {
    this.files = files;
    this.require = createRequire(join(files.folder, files.entry));
    // The folder is that of Node.js itself, for one version of V8, its flags and one user; there is none where the user wants none.
    const folder = module.enableCompileCache?.() && module.getCompileCacheDir();
    this.cachePath = folder === undefined || !isOwn(folder) ? undefined : join(folder, `bakewell-${files.version}-${parse(files.entry).name}`);
  }

  run(): void {
    this.load(this.files.entry);
  }

  /** Keeps what is compiled by now for the next run, unless that knows all of it already. */
  keep(): void {
    if (!this.hasNews || this.cachePath === undefined) return;
    this.hasNews = false;
    const before = openCompiled(this.cachePath, this.files.build);
    const compiled = before?.readAll() ?? new Map<string, Uint8Array>();
    before?.close();
    for (const [name, script] of this.scripts) {
      const data = script.createCachedData();
      // An earlier run may have used more of it.
      if (data.length > (compiled.get(name)?.length ?? 0)) compiled.set(name, data);
    }
    writeCompiled(this.cachePath, this.files.build, compiled);
  }

  private load(name: string): unknown {
    const known = this.modules.get(name);
    if (known) return known.exports;
    const loaded: { exports: unknown } = { exports: {} };
    this.modules.set(name, loaded);
    const filename = join(this.files.folder, name);
    const run = this.compile(name, filename).runInThisContext() as Run;
    run.call(loaded.exports, loaded.exports, (id) => (id.startsWith("./") ? this.load(id.slice(2)) : this.require(id)), loaded, filename, this.files.folder);
    return loaded.exports;
  }

  /** Chunks are loaded many at once, for which the file is opened once. */
  private compiledBefore(name: string): Uint8Array | undefined {
    if (this.cachePath === undefined) return undefined;
    if (!this.opened) {
      const chunks = openCompiled(this.cachePath, this.files.build);
      this.opened = { chunks };
      setTimeout(() => {
        this.opened = undefined;
        chunks?.close();
      }, openFor).unref();
    }
    return this.opened.chunks?.read(name);
  }

  private compile(name: string, filename: string): Script {
    const cachedData = this.compiledBefore(name);
    // Joined as bytes, because V8 would keep the parts of a string that is joined for as long as it needs no memory.
    const source = Buffer.concat([functionHead, readFileSync(filename), functionEnd]).toString();
    const script = new Script(source, { filename, ...(cachedData ? { cachedData } : {}) });
    if (script.cachedDataRejected !== false) this.hasNews = true;
    this.scripts.set(name, script);
    return script;
  }
}

/** Whether nobody else can write in a folder: what is compiled there is run as it is. */
function isOwn(folder: string): boolean {
  // On Windows the folder for temporary files is the user's own.
  if (process.getuid === undefined) return true;
  try {
    const { uid, mode } = statSync(folder);
    return uid === process.getuid() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
