import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bakewell, closeAll, findingsIn, show, suiteOptions, uriOf, waitFor } from "./workspace.ts";

suite("start", () => {
  teardown(closeAll);

  test("the extension activates for a workspace with bake files, and its server answers", async () => {
    const extension = vscode.extensions.getExtension("bakewell.bakewell")!;
    const begin = Date.now();
    await waitFor("activation", () => (extension.isActive ? true : undefined));
    const api = await bakewell();
    assert.ok(Date.now() - begin < 10_000);
    assert.deepEqual(Object.keys(api).sort(), ["bake", "buildAndTest", "ready", "runs", "stages"]);
  });

  test("every command of the manifest is registered", async () => {
    const contributed = vscode.extensions.getExtension("bakewell.bakewell")!.packageJSON.contributes.commands as { command: string }[];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(contributed.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });

  for (const [path, mustHave] of [
    ["portfolio/Dockerfile", ["HealthcheckCommentedOut", "MissingUser", "CacheMountDefeated", "SecretsUsedInArgOrEnv"]],
    ["portfolio/docker-bake.hcl", ["BakeStageMissing", "BakeUnknownTarget", "BakeCacheScopeCollision", "BakeArgNotDeclared"]],
    ["portfolio/deployment/redis.Dockerfile", ["NoLatestTag"]],
  ] as const) {
    test(`${path} shows what the command line reports`, async () => {
      await show(path);
      const expected = [...suiteOptions.findings[path]!].sort();
      const same = (): true | undefined => (JSON.stringify(findingsIn(uriOf(path))) === JSON.stringify(expected) ? true : undefined);
      await waitFor("equal findings", same).catch(() => assert.deepEqual(findingsIn(uriOf(path)), expected));
      for (const rule of mustHave) assert.ok(expected.some((finding) => finding.includes(` ${rule}: `)), `${rule} is not among them`);
    });
  }

  test("files have the languages that the extension declares", async () => {
    for (const [path, language] of [["portfolio/docker-bake.hcl", "dockerbake"], ["portfolio/deployment/redis.Dockerfile", "dockerfile"], ["portfolio/.dockerignore", "ignore"]] as const) {
      assert.equal((await vscode.workspace.openTextDocument(uriOf(path))).languageId, language, path);
    }
  });
});
