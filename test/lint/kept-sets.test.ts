// Edits of files that belong together leave findings, models and instructions as they are where nothing changed for them. What is found then
// has to be what a fresh start finds. Seeded edits of the rules' own examples; BAKEWELL_EDITS=6 tries that many on each.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../server/src/base/span.ts";
import type { Linter } from "../../server/src/lint/linter.ts";
import type { Workspace } from "../../server/src/workspace/workspace.ts";
import { memoryUri, memoryWorkspace } from "../harness/memory-host.ts";
import { randomEdits } from "../harness/random-edits.ts";
import { createRandom } from "../oracle/bake/random.ts";
import { exampleCases } from "../oracle/fixes/fix-cases.ts";

interface Editor {
  readonly workspace: Workspace;
  readonly linter: Linter;
}

type Files = ReadonlyMap<string, string>;

const edits = Number(process.env["BAKEWELL_EDITS"] ?? 1);
const cases = exampleCases().filter(({ files }) => files.size > 1 && files.has("Dockerfile"));
const edited = randomEdits(cases.flatMap(({ files }) => [...files.values()]));

/** All files open, as their texts are now. */
async function open(files: Files): Promise<Editor> {
  const { workspace, linter } = await memoryWorkspace(new Map(files), { configuration: { profile: "strict" } });
  for (const [path, text] of files) workspace.store.openDocument(memoryUri(path), 0, text, undefined);
  await settle({ workspace, linter }, files);
  return { workspace, linter };
}

async function settle({ workspace, linter }: Editor, files: Files): Promise<void> {
  do {
    await workspace.settle();
    for (const path of files.keys()) linter.wantNeeds(memoryUri(path));
  } while ((await workspace.store.settle()) || workspace.continueEvaluations());
}

function saidOf({ workspace, linter }: Editor, files: Files): string[] {
  const place = ({ start, end }: Span): string => `${start}-${end}`;
  return [...files.keys()].flatMap((path) => linter.lint(workspace.store.get(memoryUri(path))!).map(({ rule, severity, span, message, fixes }) =>
    `${path}: ${rule.name} ${severity} ${place(span)} ${message} ${fixes.map((fix) => `${fix.title}: ${fix.edits.map((edit) => `${edit.uri ?? ""} ${place(edit.span)} ${edit.newText}`).join("; ")}`).join(" | ")}`));
}

for (const [number, { name, files: first }] of cases.entries()) {
  test(name, async () => {
    const random = createRandom(number + 1);
    const files = new Map(first);
    const editor = await open(files);
    saidOf(editor, files);
    for (let version = 1; version <= edits; version++) {
      const path = random.below(4) > 0 ? "Dockerfile" : random.pick([...files.keys()]);
      files.set(path, edited(files.get(path)!, random));
      const snapshot = editor.workspace.store.changeDocument(memoryUri(path), version, files.get(path)!)!;
      // What is shown before other files were read must not stay.
      if (random.below(2) === 0) editor.linter.lint(snapshot);
      await settle(editor, files);
      assert.deepEqual(saidOf(editor, files), saidOf(await open(files), files), `${path} is now\n${files.get(path)}`);
    }
  });
}
