import type { Span } from "../base/span.ts";

/** Something that the text does not follow its grammar in. Parsers return faults beside the tree and never throw. */
export interface Fault {
  /** Stable name in kebab case, for example `unfinished-heredoc`. */
  readonly code: string;
  readonly span: Span;
  /** What is wrong and, where one is known, what was expected. */
  readonly message: string;
}
