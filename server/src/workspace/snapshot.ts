import { LineIndex } from "../base/line-index.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { readDockerfile } from "../model/dockerfile/read-dockerfile.ts";
import { parseDockerfile } from "../syntax/dockerfile/parse.ts";
import type { YamlTree } from "../syntax/yaml/tree.ts";
import { bakeLanguage } from "./bake-language.ts";
import { composeReader } from "./compose-reader.ts";
import { type FileRole, isBakeRole } from "./file-kind.ts";

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
  private yamlTree: YamlTree | undefined;

  /** The bake file that an earlier text of the document was, until this one is read: what an edit did not touch is taken from it. */
  private earlierBakeFile: BakeFile | undefined;

  /** The one before with a Dockerfile that was read, until this one is. */
  private earlier: Snapshot | undefined;

  /** What an edit of the text `before` did not touch is taken from there. */
  constructor(uri: string, version: number, text: string, role: FileRole | undefined, before?: Snapshot) {
    this.uri = uri;
    this.version = version;
    this.text = text;
    this.role = role;
    this.earlierBakeFile = before?.bakeModel ?? before?.earlierBakeFile;
    this.earlier = before?.dockerfileModel ? before : before?.earlier;
  }

  get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.text));
  }

  /** Undefined when the file is no Dockerfile. */
  get dockerfile(): Dockerfile | undefined {
    if (this.role !== "dockerfile") return undefined;
    if (!this.dockerfileModel) {
      const before = this.takeEarlier();
      this.dockerfileModel = readDockerfile(parseDockerfile(this.text, before?.tree), before);
    }
    return this.dockerfileModel;
  }

  /** The one before reads its text anew should it ever be asked again. */
  private takeEarlier(): Dockerfile | undefined {
    const { earlier } = this;
    const dockerfile = earlier?.dockerfileModel;
    if (earlier) earlier.dockerfileModel = undefined;
    this.earlier = undefined;
    return dockerfile;
  }

  /** Frees the model of a Dockerfile that is not needed soon; asked for again, it is read anew. */
  releaseModel(): void {
    this.dockerfileModel = undefined;
  }

  /** Undefined when the file is no bake file in HCL or JSON, and until the language of bake files is loaded. */
  get bakeFile(): BakeFile | undefined {
    const language = isBakeRole(this.role) ? bakeLanguage.loaded : undefined;
    if (!language) return undefined;
    if (this.bakeModel === undefined) {
      const { readBakeFile, parseHcl, parseJsonBake } = language;
      this.bakeModel = readBakeFile(this.uri, this.role === "bake-hcl" ? parseHcl(this.text, "", this.earlierBakeFile?.tree) : parseJsonBake(this.text));
      this.earlierBakeFile = undefined;
    }
    return this.bakeModel;
  }

  /** Undefined when the file is no YAML by its name, and until the reader of Compose files is loaded. */
  get yaml(): YamlTree | undefined {
    const reader = /\.ya?ml$/i.test(this.uri) ? composeReader.loaded : undefined;
    return reader && (this.yamlTree ??= reader.parseYaml(this.text, this.uri));
  }
}
