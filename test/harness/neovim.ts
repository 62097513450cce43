import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ToolPart } from "../../scripts/real-parts/part.ts";
import { lastLines, run } from "../../scripts/real-parts/run.ts";

export interface NeovimSession {
  /** The language server's program and its arguments. */
  readonly server: readonly string[];
  readonly root: string;
  /** The file to open, absolute. */
  readonly file: string;
  readonly filetype: string;
  /** Requests to send, in this order, once the first diagnostics have come. `params` may leave out `textDocument`. */
  readonly requests?: readonly { readonly method: string; readonly params: object }[];
  /** The title of a code action to apply on the diagnostics' first line, before the requests. */
  readonly applyAction?: string;
}

/** As Neovim gives it: zero-based, columns in bytes. */
export interface NeovimDiagnostic {
  readonly lnum: number;
  readonly col: number;
  readonly end_lnum: number;
  readonly end_col: number;
  readonly message: string;
  readonly code?: string | number;
  /** 1 is an error, 4 a hint. */
  readonly severity: number;
}

export interface NeovimOutcome {
  readonly diagnostics: readonly NeovimDiagnostic[];
  /** The results, or null where the server gave none; in the order of the requests. */
  readonly results: readonly unknown[];
  /** The buffer's text at the end. */
  readonly text: string;
}

/** Opens a file in a headless Neovim whose built-in client talks to the server over stdio. Rejects with Neovim's words when that fails. */
export async function openInNeovim(neovim: ToolPart, session: NeovimSession): Promise<NeovimOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-nvim-"));
  try {
    writeFileSync(join(folder, "session.json"), JSON.stringify({ requests: [], ...session }));
    const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder, BAKEWELL_SESSION: folder };
    const script = join(import.meta.dirname, "neovim-session.lua");
    const args = ["--headless", "--clean", "-n", "-c", `luafile ${script}`, "-c", "qall!"];
    const result = await run(neovim.path, args, { timeout: 60_000, env, cwd: session.root });
    if (result.code !== 0) throw new Error(`Neovim ended with ${result.code}: ${lastLines(result.stderr)}`);
    return JSON.parse(readFileSync(join(folder, "outcome.json"), "utf8")) as NeovimOutcome;
  } catch (error) {
    throw new Error(`the Neovim session failed: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
