import { LineIndex } from "../base/line-index.ts";
import { type BakeFile, readBakeFile } from "../model/bake/bake-file.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { readDockerfile } from "../model/dockerfile/read-dockerfile.ts";
import { parseDockerfile } from "../syntax/dockerfile/parse.ts";
import { parseHcl } from "../syntax/hcl/parse.ts";
import { parseJsonBake } from "../syntax/json/parse.ts";
import type { FileRole } from "./file-kind.ts";

/** One file at one moment. Immutable; what is derived from its text is computed once, when first asked for. */
export class Snapshot {
  readonly uri: string;
  /** The editor's version; 0 for a file read from the host. */
  readonly version: number;
  readonly text: string;
  readonly role: FileRole | undefined;
  private lineIndex: LineIndex | undefined;
  private dockerfileModel: Dockerfile | undefined;
  private bakeModel: BakeFile | undefined;

  constructor(uri: string, version: number, text: string, role: FileRole | undefined) {
    this.uri = uri;
    this.version = version;
    this.text = text;
    this.role = role;
  }

  get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.text));
  }

  /** Undefined when the file is no Dockerfile. */
  get dockerfile(): Dockerfile | undefined {
    if (this.role !== "dockerfile") return undefined;
    return (this.dockerfileModel ??= readDockerfile(parseDockerfile(this.text)));
  }

  /** Undefined when the file is no bake file in HCL or JSON. */
  get bakeFile(): BakeFile | undefined {
    if (this.role === "bake-hcl") return (this.bakeModel ??= readBakeFile(this.uri, parseHcl(this.text)));
    if (this.role === "bake-json") return (this.bakeModel ??= readBakeFile(this.uri, parseJsonBake(this.text)));
    return undefined;
  }
}
