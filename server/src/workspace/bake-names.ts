import { encloses, type Span } from "../base/span.ts";
import { bakeFunctions } from "../data/bake-functions.ts";
import { builtinVariables } from "../data/bake-attributes.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** Names that an expression at this place may use: variables, globals and built-ins, the axes of its matrix, the parameters of its function. */
export function variablesAt(bake: BakeSetEvaluation, { uri, span }: { readonly uri: string; readonly span: Span }): string[] {
  const files = bake.files.flatMap((file) => file.bakeFile ?? []);
  const names = new Set<string>(builtinVariables.keys());
  for (const file of files) for (const { name } of [...file.variables, ...file.globals]) names.add(name);
  const here = files.find((file) => file.uri === uri);
  for (const block of [...here?.targets ?? [], ...here?.functions ?? []]) {
    if (!encloses(block.span, span)) continue;
    const matrix = block.attributes.get("matrix")?.value;
    if (matrix?.kind === "object") for (const { keyText } of matrix.items) if (keyText !== undefined) names.add(keyText);
    const params = block.attributes.get("params")?.value;
    if (params?.kind === "tuple") for (const item of params.items) if (item.kind === "variable") names.add(item.name);
    const variadic = block.attributes.get("variadic_params")?.value;
    if (variadic?.kind === "variable") names.add(variadic.name);
  }
  return [...names];
}

/** Functions of the standard library and of the files. */
export function functionNames(bake: BakeSetEvaluation): string[] {
  return [...new Set([...bake.files.flatMap((file) => file.bakeFile?.functions ?? []).map(({ name }) => name), ...bakeFunctions.keys()])];
}
