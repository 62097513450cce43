import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "playwright-core";
import type { ToolPart } from "./part.ts";

export interface Workbench {
  readonly page: Page;
  /** Writes a PNG of the window. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestOutcome {
  /** 0 when `run()` resolved, 1 when it rejected, 124 when it ran out of time. */
  readonly code: number;
  /** What the extension host wrote to its console. */
  readonly log: string;
}

const browserArgs = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"];

/** Opens a page of a VS Code server and waits until the workbench is drawn. */
export async function openWorkbench(browser: ToolPart, url: string, size = { width: 1280, height: 800 }): Promise<Workbench> {
  const { page, close } = await openBlankPage(browser, size);
  try {
    await page.goto(url, { timeout: 60_000 });
    await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return { page, close, screenshot: async (path) => void (await page.screenshot({ path })) };
}

/**
 * Opens a page whose URL names an extension test module and waits until its `run()` has ended in the extension host.
 * `onOutput` gets each line that the tests print, as it comes.
 */
export async function runTestsInWorkbench(browser: ToolPart, url: string, timeout: number, onOutput: (line: string) => void): Promise<TestOutcome> {
  const { page, close } = await openBlankPage(browser, { width: 1280, height: 800 });
  let log = "";
  const append = (line: string): void => {
    if (isWorkbenchLine(line)) return;
    log += `${line}\n`;
    onOutput(line);
  };
  try {
    const exited = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code)));
    await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => append(formatArguments(args)));
    await page.goto(url, { timeout: 60_000 });
    const code = await Promise.race([exited, sleep(timeout, 124, { ref: false })]);
    if (code === 124) append(`The tests did not end within ${timeout / 1000} s.`);
    return { code, log };
  } finally {
    await close();
  }
}

async function openBlankPage(browser: ToolPart, viewport: { width: number; height: number }): Promise<{ page: Page; close: () => Promise<void> }> {
  const instance = await chromium.launch({ executablePath: browser.path, args: browserArgs, timeout: 60_000 });
  const context = await instance.newContext({ viewport });
  return { page: await context.newPage(), close: () => instance.close() };
}

/** The workbench's own log lines and stack traces come the same way as what the tests print. */
function isWorkbenchLine(line: string): boolean {
  const ownStack = line.includes("/static/out/vs/code/browser/workbench/");
  return ownStack || /^(Resolv(ing|ed) connection token|Creating a socket|Ignoring fetching|Updating additional|\[[A-Za-z][\w -]*(:\w+)?\] )/.test(line);
}

function formatArguments(args: readonly unknown[]): string {
  return args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" ");
}
