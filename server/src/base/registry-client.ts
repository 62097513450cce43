/** Where an image lives: `docker.io` and `library/debian`, or `localhost:5000` and `team/app`. */
export interface ImagePlace {
  /** Host, with its port where one is written. */
  readonly registry: string;
  readonly repository: string;
}

/** Asks registries, where there is a network to ask over. Nothing is sent before a method of the repository is called. */
export interface RegistryClient {
  /** What is learnt of access to the registry is kept for this repository only. `signal` ends all its requests. */
  open(place: ImagePlace, signal: AbortSignal): ImageRepository;
}

/** One repository of a registry. All methods reject with a `RegistryError`. */
export interface ImageRepository {
  /** The digest (`sha256:…`) of what the tag means now, of all its platforms together. */
  digestOf(tag: string): Promise<string>;
  /** All tags in the registry's order. */
  tags(): Promise<readonly string[]>;
}

export type RegistryProblem = "not-found" | "denied" | "rate-limited" | "unreachable" | "untrusted" | "bad-answer" | "cancelled";

/** Why a registry gave no answer. The message is for the user: it says what, where and what to do, and holds no secret. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly problem: RegistryProblem;

  constructor(problem: RegistryProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** The client may be a bundle of its own, whose class is another one than ours, so the name decides. */
export function isRegistryError(error: unknown): error is RegistryError {
  return error instanceof Error && error.name === "RegistryError";
}
