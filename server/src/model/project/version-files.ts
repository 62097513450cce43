/** A file of a project that names the release of its language. */
export interface VersionFile {
  readonly name: string;
  /** The release it asks for, cut to the part that matters; undefined when it names none. */
  readonly read: (text: string) => string | undefined;
  /** Whether later releases will do as well. */
  readonly isMinimum: boolean;
}

/** By language, the most common file first. */
export const versionFiles: Readonly<Record<string, readonly VersionFile[]>> = {
  golang: [{ name: "go.mod", read: firstMatch(/^go (1\.\d+)/m), isMinimum: true }],
  node: [exactly(".nvmrc", /^v?(\d+)(?:[.\s]|$)/), exactly(".node-version", /^v?(\d+)(?:[.\s]|$)/)],
  python: [exactly(".python-version", /^(3\.\d+)/)],
  ruby: [exactly(".ruby-version", /^(?:ruby-)?(\d+\.\d+)/)],
};

function exactly(name: string, pattern: RegExp): VersionFile {
  return { name, read: firstMatch(pattern), isMinimum: false };
}

function firstMatch(pattern: RegExp): (text: string) => string | undefined {
  return (text) => pattern.exec(text)?.[1];
}

/** Whether an image of one release serves a project that asks for another. */
export function isServedBy({ isMinimum }: VersionFile, asked: string, release: string): boolean {
  return asked === release || (isMinimum && minorOf(asked) <= minorOf(release));
}

function minorOf(version: string): number {
  return Number(version.slice(version.indexOf(".") + 1));
}
