import { memoize } from "../../../base/memoize.ts";
import { chainsOf, type Dockerfile, lastOwn, rootBase, type Stage } from "../dockerfile.ts";
import { startWords } from "./command-words.ts";
import { shortRepository } from "../images/image-reference.ts";
import { startProcess } from "../role.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";

const pythonPrograms = /^(?:python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|granian|celery|flask|fastapi|django|streamlit|waitress-serve|rq|dramatiq|airflow)$/;
const nodePrograms = /^(?:node|nodejs|npm|yarn|pnpm|nest)$/;

/** Whether containers of the stage run a Python program. */
export function runsPython(stage: Stage): boolean {
  return pythonPrograms.test(startProcess(stage)?.name ?? "") || (isBuiltOn(stage, "python") && startsWith(stage, /^python[\d.]*$/));
}

/** Whether containers of the stage run a Node.js program that looks at NODE_ENV itself. */
export function runsNode(stage: Stage): boolean {
  return nodePrograms.test(startProcess(stage)?.name ?? "") && isBuiltOn(stage, "node");
}

/** Whether containers of the stage, or of one that builds on it, run tests. */
export function runsTests(stage: Stage): boolean {
  return testedStages(stage.dockerfile).has(stage);
}

const testedStages = memoize((dockerfile: Dockerfile) => chainsOf(dockerfile.stages.filter((stage) => startWords(stage).some((word) => testRunners.test(word)))));

const testRunners = /(?:^|\/)(?:pytest|tox|nox|coverage|phpunit|pest|behat|codecept|rspec)$/;

function isBuiltOn(stage: Stage, repository: string): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && shortRepository(base.ref) === repository;
}

function startsWith(stage: Stage, program: RegExp): boolean {
  return startWords(stage).some((word) => program.test(word.replace(/^.*\//, "")));
}

/** The instruction of the stage itself that says what starts, where a setting for it fits in front. */
export function startInstruction(stage: Stage): Instruction | undefined {
  const own = [lastOwn(stage, "ENTRYPOINT"), lastOwn(stage, "CMD")].filter((instruction) => instruction !== undefined);
  return own.sort((a, b) => a.span.start - b.span.start)[0];
}
