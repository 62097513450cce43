import type { YamlTree } from "../../syntax/yaml/tree.ts";

/** The Compose files of a set and what they may read besides. Paths are relative to the working folder, or absolute. */
export interface ComposeInput {
  /** In the order in which they are merged. */
  readonly files: readonly YamlTree[];
  /** A further Compose file, named by `extends` or `include`; undefined when it is not there. */
  readonly readYaml: (path: string) => YamlTree | undefined;
  /** An environment file, or `.env`; undefined when it is not there. */
  readonly readText: (path: string) => string | undefined;
  /**
   * What a variable is that is set nowhere: the empty text that buildx takes for it, or, in an editor whose environment
   * need not be that of the builds, Unknown. There a missing env file or a required variable is no fault either.
   */
  readonly unset: "empty" | "unknown";
}

/** The value of an environment variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;
