import { type Entry, isKnown, type Sourced } from "../../eval/resolved-bake.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { removeKey, renameKey, setKey } from "../entry-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeSecretIncomplete",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A secret has no id, two sources, or a key that bake ignores.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const secret of target.secret) {
        if (!isKnown(secret.value)) continue;
        const id = secret.value.get("id");
        const written = sourceText(bake, secret.uri).slice(secret.span.start, secret.span.end);
        const odd = written.startsWith("{") ? /^\s*(?:\{\s*|.*[,\n]\s*)"?(type|source|file|path|target)"?\s*[=:]/s.exec(written)?.[1] : undefined;
        if (!id) report(secret, "A secret needs an id.", idFromSource(bake, secret));
        else if (secret.value.get("src") && secret.value.get("env")) report(secret, `The secret "${String(id)}" has two sources, src and env.`, withoutKey(bake, secret, "env"), withoutKey(bake, secret, "src"));
        else if (odd !== undefined) reportIgnoredKey(bake, secret, odd, report);
      }
    }
  },
});

/** Without a type bake takes `src` for a file, and an id alone for a variable or file of that name. */
function reportIgnoredKey(bake: BakeContext["bake"], secret: Sourced<Entry>, key: string, report: FileReport): void {
  const { value } = secret;
  const isMeantAsVariable = key === "type" && isKnown(value) && value.has("src") && /type"?\s*[=:]\s*"env"/.test(sourceText(bake, secret.uri).slice(secret.span.start, secret.span.end));
  if (isMeantAsVariable) return report.as("warning")(secret, "In an object bake does not read \"type\": this src is taken for a file.", keyTo(bake, secret, "src", "env"));
  const message = `In an object bake reads id, src and env only, not "${key}".`;
  if (key === "type") report.as("hint")(secret, message, withoutKey(bake, secret, key));
  else report.as("warning")(secret, message, key === "target" ? withoutKey(bake, secret, key) : keyTo(bake, secret, key, "src"));
}

function withoutKey(bake: BakeContext["bake"], secret: Sourced<Entry>, key: string): Fix | undefined {
  const edit = removeKey(bake, secret, key);
  return edit && suggestion(`Remove ${key}`, edit);
}

function keyTo(bake: BakeContext["bake"], secret: Sourced<Entry>, key: string, other: string): Fix | undefined {
  const edit = renameKey(bake, secret, key, other);
  return edit && suggestion(`Change to ${other}`, edit);
}

/** The name of the file or of the variable. */
function idFromSource(bake: BakeContext["bake"], secret: Sourced<Entry>): Fix | undefined {
  const source = isKnown(secret.value) ? secret.value.get("env") ?? secret.value.get("src") : undefined;
  const id = typeof source === "string" ? source.slice(source.lastIndexOf("/") + 1) : "";
  const edit = /^[\w.-]+$/.test(id) ? setKey(bake, secret, "id", id) : undefined;
  return edit && suggestion(`Add id=${id}`, edit);
}
