import type { ComposeInput, Lookup } from "./compose-input.ts";
import type { ComposeError } from "./compose-path.ts";

/** What all steps of loading one set of Compose files share. */
export interface Loading {
  readonly input: ComposeInput;
  readonly homeFolder: string | undefined;
  readonly report: (error: ComposeError) => void;
  readonly budget: { nodes: number };
}

/** One project: the files given, or those of one `include`. */
export interface Project {
  readonly loading: Loading;
  /** The folder that its paths are relative to, from the working folder; "" is the working folder. */
  readonly folder: string;
  readonly lookup: Lookup;
  /** Files that are being included, outermost first. */
  readonly including: readonly string[];
}
