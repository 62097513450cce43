/** The names of the scripts in a `package.json`; undefined when the text is not one. */
export function scriptNames(text: string): string[] | undefined {
  const content = parseObject(text);
  if (!content) return undefined;
  const { scripts } = content;
  return typeof scripts === "object" && scripts !== null ? Object.keys(scripts) : [];
}

function parseObject(text: string): { readonly scripts?: unknown } | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof content === "object" && content !== null && !Array.isArray(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
