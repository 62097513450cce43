// Checks files that stand alone, beside the thread that the command runs in.
import { parentPort, workerData } from "node:worker_threads";
import type { LintAnswer, LintTask, LintWorkerData } from "./lint-messages.ts";
import { toSent } from "./lint-messages.ts";
import { checkBatch, type LintRun, openText, settle, startRun } from "./lint-run.ts";

const port = parentPort!;
const { args, workingFolder } = workerData as LintWorkerData;
const work = new AbortController();
const started = startRun(args, workingFolder, [], 1);
let queue: Promise<void> = Promise.resolve();

port.on("message", (task: LintTask) => {
  if (task === "stop") {
    work.abort();
    void queue.then(() => port.close());
    return;
  }
  queue = queue.then(async () => {
    const run = await started;
    if (!work.signal.aborted) port.postMessage("problem" in run ? { number: task.number, findings: [], problems: [run.problem] } : await check(run, task));
  });
});

async function check(run: LintRun, { number, files }: Exclude<LintTask, "stop">): Promise<LintAnswer> {
  for (const { beside } of files) for (const uri of beside) run.workspace.addDockerfile(uri);
  const uris = files.map(({ uri, text }) => openText(run.workspace, uri, "dockerfile", text));
  await settle(run, uris);
  const findings = await checkBatch(run, uris, work.signal);
  for (const uri of uris) run.workspace.store.closeDocument(uri);
  return { number, findings: findings.map(toSent), problems: run.problems.splice(0) };
}
