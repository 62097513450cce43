import assert from "node:assert/strict";
import * as vscode from "vscode";
import { bakewell, closeAll, create, createAlone, newFolder, show, uriOf, waitFor, write } from "./workspace.ts";

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === "string" ? label : (label?.label ?? "");
}

interface Tree<Node> {
  getChildren(node?: Node): Node[];
  getTreeItem(node: Node): vscode.TreeItem;
}

/** The rows as a user sees them, indented. */
function draw<Node>(tree: Tree<Node>, node?: Node, indent = ""): string {
  return tree
    .getChildren(node)
    .map((child) => {
      const item = tree.getTreeItem(child);
      const text = `${labelOf(item)}${item.description ? ` (${String(item.description)})` : ""}`;
      return `${indent}${text}\n${draw(tree, child, `${indent}  `)}`;
    })
    .join("");
}

async function waitForRows<Node>(tree: Tree<Node>, expected: string): Promise<void> {
  // How many problems there are is the rules' affair.
  const drawn = (): string => draw(tree).replace(/\d+ warnings?/g, "N warnings");
  await waitFor("such rows", () => (drawn() === expected ? true : undefined)).catch(() => assert.equal(drawn(), expected));
}

const dockerfile = `FROM debian:12 AS base
FROM base AS build
FROM base AS web
COPY --link --from=build /out /srv
EXPOSE 80
CMD ["nginx"]
`;

suite("trees", () => {
  teardown(closeAll);

  test("Stages shows the active Dockerfile: nesting, copies, targets, problems", async () => {
    const { stages } = await bakewell();
    const folder = newFolder();
    await create(`${folder}/docker-bake.hcl`, 'target "site" {\n  target = "web"\n  tags   = ["example/site"]\n}\n');
    await create(`${folder}/Dockerfile`, dockerfile);
    await waitForRows(stages, `base (from debian:12)
  build (from base)
  web (from base · service · N warnings)
    build (copied from this stage)
    site (bake target)
`);
  });

  test("a row reveals its stage, and the tree follows edits and the active editor", async () => {
    const { stages } = await bakewell();
    const document = await createAlone("Dockerfile", "FROM example/base:1 AS one\nFROM example/base:1 AS two\n");
    const rows = (): string[] => stages.getChildren().map((node) => labelOf(stages.getTreeItem(node)));
    await waitFor("two stages", () => (rows().join() === "one,two" ? true : undefined), 10, rows);
    const { command } = stages.getTreeItem(stages.getChildren()[1]!);
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    const { selection } = vscode.window.activeTextEditor!;
    assert.equal(document.lineAt(selection.active.line).text, "FROM example/base:1 AS two");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 0), "FROM two AS three\n");
    await vscode.workspace.applyEdit(edit);
    await waitFor("the new stage below two", () => (stages.getChildren(stages.getChildren()[1]).map((node) => labelOf(stages.getTreeItem(node))).includes("three") ? true : undefined));
    await document.save();
    await show("portfolio/Dockerfile");
    await waitFor("the other file's stages", () => (rows().join() === "base" ? true : undefined), 10, rows);
  });

  test("Bake shows files, groups and targets", async () => {
    const { bake } = await bakewell();
    const rows = (): string => draw(bake);
    await waitFor("the example's set", () => (/^portfolio\/docker-bake\.hcl$/m.test(rows()) ? true : undefined), 10, rows);
    const own = /^portfolio\/docker-bake\.hcl\n(?: .*\n)*/m.exec(rows())![0];
    assert.match(own, / {4}web \(stage runtime-full · registry\.example\.com\/portfolio\/web:latest\)\n/);
    assert.match(own, /\n {2}_common \(to inherit from\)\n$/);
    const offline = /^offline\/docker-bake\.hcl\n(?: .*\n)*/m.exec(rows())![0];
    assert.match(offline, /\n {2}default \(The two services\)\n {4}web \(.*\n {4}worker \(.*\n {2}checks \(/);
  });

  test("a bake file that appears, changes and goes is shown so", async () => {
    const { bake } = await bakewell();
    const rows = (): string => draw(bake);
    const path = `${newFolder()}/docker-bake.hcl`;
    await write(path, 'target "first" {}\n');
    await waitFor("the new set", () => (rows().includes(`${path}\n  first\n`) ? true : undefined), 10, rows);
    await write(path, 'target "second" {}\n');
    await waitFor("the new target", () => (rows().includes(`${path}\n  second\n`) ? true : undefined), 10, rows);
    await vscode.workspace.fs.delete(uriOf(path));
    await waitFor("its end", () => (rows().includes(path) ? undefined : true), 10, rows);
  });
});
