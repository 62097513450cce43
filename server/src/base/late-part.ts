/** A part of the program that is loaded when it is first needed, because most sessions need it never. */
export class LatePart<Part> {
  /** How many parts are loaded: what was computed with fewer may be incomplete. */
  static loads = 0;
  private readonly importPart: () => Promise<Part>;
  private loading: Promise<void> | undefined;
  /** Undefined until it is loaded. */
  loaded: Part | undefined;

  constructor(importPart: () => Promise<Part>) {
    this.importPart = importPart;
  }

  /** Loads it once; every call gives the same promise. */
  load(): Promise<void> {
    this.loading ??= this.importPart().then((part) => {
      this.loaded = part;
      LatePart.loads++;
    });
    return this.loading;
  }
}
