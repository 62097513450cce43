import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../results.ts";
import { suiteOptions } from "./workspace.ts";

/** Called by VS Code in its extension host. Rejects when a test failed. */
export async function run(): Promise<void> {
  const { default: Mocha } = (await import("mocha")) as unknown as { default: typeof import("mocha") };
  const mocha = new Mocha({ ui: "tdd", timeout: 20_000, reporter: class {} as unknown as Mocha.ReporterConstructor });
  if (suiteOptions.only !== undefined) mocha.fgrep(suiteOptions.only);
  const files = readdirSync(__dirname).filter((name) => name.endsWith(".suite.cjs"));
  for (const name of files.sort()) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("pass", (test) => report(test, "passed", ""));
    runner.on("fail", (test, error: Error) => report(test, "failed", error.stack ?? String(error)));
    runner.on("pending", (test) => report(test, "skipped", reasonOfSkip()));
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

function reasonOfSkip(): string {
  const { noDocker, registry } = suiteOptions;
  return noDocker ?? ("missing" in registry ? registry.missing : "no reason given");
}

function report(test: Mocha.Runnable, state: SuiteResult["state"], text: string): void {
  const result: SuiteResult = { name: test.titlePath().join(": "), state, text, milliseconds: test.duration ?? 0 };
  appendFileSync(suiteOptions.resultsFile, `${JSON.stringify(result)}\n`);
}
