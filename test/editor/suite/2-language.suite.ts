import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bakewell, closeAll, create, createAlone, findingsIn, newFolder, readCursor, show, suiteOptions, waitFor, waitForFinding } from "./workspace.ts";

async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind: string): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, range, kind);
  return actions.filter((action) => action.edit !== undefined);
}

/** Puts a Dockerfile with a cursor into the editor. */
async function atCursor(source: string): Promise<{ uri: vscode.Uri; position: vscode.Position }> {
  const { text, position } = readCursor(source);
  return { uri: (await createAlone("Dockerfile", text)).uri, position };
}

function markdownOf(hovers: readonly vscode.Hover[]): string {
  return hovers.flatMap(({ contents }) => contents).map((part) => (typeof part === "string" ? part : part.value)).join("\n");
}

suite("language features", () => {
  suiteSetup(bakewell);
  teardown(closeAll);

  test("a quick fix is applied", async () => {
    const document = await createAlone("Dockerfile", "FROM example/build:1 AS build\nFROM debian:13\nCOPY --from=build /out /app/out\n");
    const finding = await waitForFinding(document.uri, "UseCopyLink");
    const fix = (await actionsAt(document.uri, finding.range, "quickfix")).find((action) => action.title === "Add --link");
    assert.ok(fix?.isPreferred);
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    assert.equal(document.getText(), "FROM example/build:1 AS build\nFROM debian:13\nCOPY --link --from=build /out /app/out\n");
    await waitFor("end of the finding", () => (findingsIn(document.uri).some((text) => text.includes("UseCopyLink")) ? undefined : true));
  });

  test("the lightbulb uncomments the example's HEALTHCHECK", async () => {
    const { document } = await show("portfolio/Dockerfile");
    const finding = await waitForFinding(document.uri, "HealthcheckCommentedOut");
    const actions = await actionsAt(document.uri, finding.range, "quickfix");
    const fix = actions.find((action) => action.title === "Uncomment the HEALTHCHECK");
    assert.ok(fix, `no fix among ${actions.map((action) => action.title).join("; ")}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    assert.match(document.getText(), /^HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \\\n +CMD curl -f http:\/\/127\.0\.0\.1:80\/health\/ \|\| exit 1$/m);
  });

  test("an image is pinned to the tag that its registry has", async function () {
    const { registry } = suiteOptions;
    if ("missing" in registry) this.skip();
    const document = await createAlone("Dockerfile", `FROM ${registry.host}/team/app\n`);
    const finding = await waitForFinding(document.uri, "RequireImageTag");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, finding.range, "quickfix");
    const pin = actions.find(({ title }) => title === `Pin to the tag that "latest" is now (asks ${registry.host})`);
    assert.ok(pin?.command, `no such action among ${actions.map(({ title }) => title).join("; ")}`);
    await vscode.commands.executeCommand(pin.command.command, ...(pin.command.arguments ?? []));
    assert.equal(document.getText(), `FROM ${registry.host}/team/app:2.1.0\n`);
  });

  test("an ignore comment is put in by the lightbulb and quiets the finding", async () => {
    const document = await createAlone("Dockerfile", "FROM debian:latest\n");
    const finding = await waitForFinding(document.uri, "NoLatestTag");
    const ignore = (await actionsAt(document.uri, finding.range, "quickfix")).find((action) => action.title === "Ignore NoLatestTag on this line");
    assert.ok(await vscode.workspace.applyEdit(ignore!.edit!));
    assert.equal(document.getText(), "# bakewell ignore=NoLatestTag\nFROM debian:latest\n");
    await waitFor("quiet", () => (findingsIn(document.uri).some((text) => text.includes("NoLatestTag")) ? undefined : true));
  });

  test("safe fixes are applied on save", async () => {
    const document = await createAlone("Dockerfile", "FROM example/build:1 AS build\nFROM debian:13\nCOPY --from=build /a /app/b\n");
    await waitForFinding(document.uri, "UseCopyLink");
    const insert = new vscode.WorkspaceEdit();
    insert.insert(document.uri, new vscode.Position(3, 0), "COPY --from=build /c /app/d\n");
    assert.ok(await vscode.workspace.applyEdit(insert));
    assert.ok(await document.save());
    assert.equal(document.getText(), "FROM example/build:1 AS build\nFROM debian:13\nCOPY --link --from=build /a /app/b\nCOPY --link --from=build /c /app/d\n");
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)), document.getText());
  });

  test("a hover explains the instruction and the rule that complains", async () => {
    const { uri, position } = await atCursor("FROM debian:<|>latest\n");
    await waitForFinding(uri, "NoLatestTag");
    const onImage = markdownOf(await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position));
    assert.match(onImage, /\*\*NoLatestTag\*\*.*`DL3007`/);
    assert.match(onImage, /\[Why, when not, and examples\]\(https:\/\/[^)]*no-latest-tag[^)]*\)/);
    const onKeyword = markdownOf(await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, new vscode.Position(0, 1)));
    assert.match(onKeyword, /\*\*FROM\*\*\n\n.*\n\n\[Reference\]\(https:\/\//);
  });

  test("completion offers instructions, and stages behind --from=", async () => {
    const labelsAt = async (source: string): Promise<string[]> => {
      const { uri, position } = await atCursor(source);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", uri, position);
      return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    const instructions = await labelsAt("FROM example/base:1\nHEAL<|>\n");
    assert.ok(instructions.some((label) => label.startsWith("HEALTHCHECK")), instructions.join(", "));
    assert.deepEqual((await labelsAt("FROM example/build:1 AS build\nFROM example/base:1 AS other\nFROM example/base:1\nCOPY --from=<|>\n")).slice(0, 2), ["build", "other"]);
  });

  test("completion in a bake file offers the stages of the target's Dockerfile", async () => {
    const folder = newFolder();
    await create(`${folder}/Dockerfile`, "FROM example/base:1 AS base\nFROM base AS app\n");
    const { text, position } = readCursor('target "app" {\n  target = "<|>"\n}\n');
    const document = await create(`${folder}/docker-bake.hcl`, text);
    const stages = await waitFor("stages", async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, position);
      const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return labels.includes("app") ? labels : undefined;
    });
    assert.deepEqual(stages.sort(), ["app", "base"]);
  });

  test("a stage is renamed wherever it is named", async () => {
    const { uri, position } = await atCursor("FROM example/build:1 AS bu<|>ild\nFROM example/base:1\nCOPY --link --from=build /out /out\nRUN --mount=from=build,target=/b true\n");
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", uri, position, "compile");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(vscode.window.activeTextEditor!.document.getText(), "FROM example/build:1 AS compile\nFROM example/base:1\nCOPY --link --from=compile /out /out\nRUN --mount=from=compile,target=/b true\n");
  });

  test("formatting indents continued lines", async () => {
    const document = await createAlone("Dockerfile", "FROM example/base:1\nRUN true && \\\ntrue\n");
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, { tabSize: 4, insertSpaces: true });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), "FROM example/base:1\nRUN true && \\\n    true\n");
  });

  test("go to definition leads from a bake target to its stage", async () => {
    const { document } = await show("portfolio/docker-bake.hcl");
    const offset = document.getText().indexOf('"celery-unified"', document.getText().indexOf('target      = "celery-unified"')) + 2;
    const places = await vscode.commands.executeCommand<vscode.Location[]>("vscode.executeDefinitionProvider", document.uri, document.positionAt(offset));
    const stageFile = await vscode.workspace.openTextDocument(places[0]!.uri);
    assert.equal(vscode.workspace.asRelativePath(stageFile.uri), "portfolio/Dockerfile");
    assert.match(stageFile.lineAt(places[0]!.range.start.line).text, /^FROM runtime-full AS celery-unified$/);
  });

  test("code lenses build what stands below them", async () => {
    const lenses = async (path: string): Promise<string[]> => {
      const { document } = await show(path);
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100);
      return found.map(({ range, command }) => `${document.lineAt(range.start.line).text} | ${command?.title} | ${command?.command} | ${JSON.stringify((command?.arguments?.[0] as { targets: unknown })?.targets)}`);
    };
    const inBake = await lenses("portfolio/docker-bake.hcl");
    assert.ok(inBake.includes('target "web" { | $(play) Build web | bakewell.buildTarget | ["web"]'), inBake.join("\n"));
    assert.ok(inBake.includes('group "essential" { | $(play) Build essential | bakewell.buildTarget | ["essential"]'), inBake.join("\n"));
    assert.ok(!inBake.some((line) => line.includes("_common")), inBake.join("\n"));
    const inDockerfile = await lenses("portfolio/Dockerfile");
    assert.ok(inDockerfile.includes('FROM base AS runtime-full | $(play) Build web | bakewell.buildTarget | ["web"]'), inDockerfile.join("\n"));
  });
});
