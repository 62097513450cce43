import type { YamlMapping, YamlNode, YamlTree } from "../../syntax/yaml/tree.ts";
import { canonicalForm } from "./canonical.ts";
import { ComposeError, type ComposePath } from "./compose-path.ts";
import { keepDistinct } from "./distinct-items.ts";
import { applyExtends } from "./extends.ts";
import { applyIncludes } from "./include.ts";
import { interpolate } from "./interpolate.ts";
import type { Project } from "./loading.ts";
import { mergeNodes } from "./merge.ts";
import { asMapping } from "./nodes.ts";
import { applyResets, takeOutResets } from "./resets.ts";

export interface LoadedTree {
  /** Everything merged so far; undefined while nothing is. */
  readonly model: YamlMapping | undefined;
  /** What the last document resets. */
  readonly resets: readonly ComposePath[];
}

interface LoadMode {
  /** Whether only the services are wanted, to be extended: they follow their own `extends` later, and includes do not count. */
  readonly isExtended: boolean;
}

/** Merges the documents of one file on top of `before`. A document with an error that spoils all of it is left out. */
export function loadTree(project: Project, tree: YamlTree, before: YamlMapping | undefined, mode: LoadMode): LoadedTree {
  reportFaults(project, tree);
  let model = before;
  let resets: readonly ComposePath[] = [];
  for (const document of tree.documents) {
    const cleaned = takeOutResets(document);
    resets = cleaned.paths;
    try {
      model = addDocument(project, tree, cleaned.node, resets, model, mode);
    } catch (error) {
      if (!(error instanceof ComposeError)) throw error;
      project.loading.report(error);
    }
  }
  return { model, resets };
}

function reportFaults(project: Project, tree: YamlTree): void {
  for (const { code, span, message } of tree.faults) {
    const line = tree.text.slice(0, span.start).split("\n").length;
    const where = code === "unknown-anchor" ? "" : `line ${line}: `;
    project.loading.report(new ComposeError(`syntax:${code}`, { uri: tree.uri, span }, code === "non-string-key" ? message : `failed to parse : yaml: ${where}${message}`));
  }
}

function addDocument(project: Project, tree: YamlTree, node: YamlNode | undefined, resets: readonly ComposePath[], before: YamlMapping | undefined, mode: LoadMode): YamlMapping | undefined {
  if (node?.kind !== "mapping") throw new ComposeError("invalid-type", node ?? { uri: tree.uri, span: { start: 0, end: 0 } }, "top-level object must be a mapping");
  const { loading } = project;
  let own = asMapping(interpolate(node, [], { lookup: project.lookup, unset: loading.input.unset, report: loading.report, budget: loading.budget }))!;
  if (loading.budget.nodes < 0) throw new ComposeError("too-many-aliases", node, "document contains excessive aliasing");
  if (!mode.isExtended) own = applyExtends(project, own, resets);
  const earlier = before === undefined ? undefined : asMapping(applyResets(before, resets));
  if (!mode.isExtended) own = applyIncludes(project, own, tree.uri);
  const merged = earlier === undefined ? own : mergeNodes(earlier, own, []);
  return asMapping(keepDistinct(canonicalForm(keepDistinct(merged))));
}
