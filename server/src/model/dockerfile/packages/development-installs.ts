import { memoize } from "../../../base/memoize.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { startWords } from "../containers/command-words.ts";
import { chainsOf, type Dockerfile, rootBase, type Stage } from "../dockerfile.ts";
import { laterIn, type Place } from "../later-in.ts";
import { commandVariable } from "./package-caches.ts";
import { type RunStep, runSteps } from "../scripts/run-steps.ts";

/** An install of a whole Node.js project with its development dependencies. */
export interface DevelopmentInstall {
  readonly command: PackageCommand;
  /** What leaves them out. */
  readonly option: string;
  /** Whether something is built or tested behind it in the same image, which may need them. */
  readonly isBuilt: boolean;
}

interface NodeHabit {
  readonly subcommands: readonly string[];
  readonly option: string;
  /** Options that choose the dependencies, one way or the other. */
  readonly deciding: RegExp;
}

const habits: Readonly<Record<string, NodeHabit>> = {
  npm: { subcommands: ["ci", "clean-install", "install", "i"], option: "--omit=dev", deciding: /^--(?:omit|include|production|prod|only|dev|also)$|^-g$|^--global$|^--package-lock-only$/ },
  yarn: { subcommands: ["", "install"], option: "--production", deciding: /^--(?:production|prod|mode|version|help)$|^-[vh]$/ },
  pnpm: { subcommands: ["install", "i"], option: "--prod", deciding: /^--(?:prod|production|dev|global|lockfile-only)$|^-[PDg]$/ },
  bun: { subcommands: ["install", "i"], option: "--production", deciding: /^--(?:production|omit|global)$|^-[pg]$/ },
};

export function developmentInstalls(step: RunStep): DevelopmentInstall[] {
  return step.packageCommands.flatMap((command) => {
    const habit = habits[command.manager];
    if (habit === undefined || !habit.subcommands.includes(command.subcommand) || command.operands.length > 0) return [];
    if (command.options.some(({ name }) => habit.deciding.test(name))) return [];
    // Berry has no option for it: `yarn workspaces focus --production` does that.
    if (command.options.some(({ name }) => name === "--immutable") && command.manager === "yarn") return [];
    // A value from elsewhere may be production as well: `ARG NODE_ENV=production` and `ENV NODE_ENV=$NODE_ENV`.
    if (/^production$|\$/i.test(commandVariable(step, command, "NODE_ENV") ?? "") || commandVariable(step, command, "NPM_CONFIG_OMIT") === "dev" || isOn(commandVariable(step, command, "NPM_CONFIG_PRODUCTION"))) return [];
    if (isPrunedLater(step.stage, command.span.start) || startsDevelopmentTool(step.stage)) return [];
    return [{ command, option: habit.option, isBuilt: isBuiltLater(step.stage, command.span.start) }];
  });
}

const prunes = /^(?:npm|pnpm) prune\b|^(?:yarn|npm|pnpm|bun) (?:install|ci|i)\b.*--(?:production|prod|omit)|^rm\b.*node_modules|workspaces focus|^(?:npx |pnpm dlx )?(?:modclean|node-prune)/;
const builds = /^(?:npm|pnpm|bun|yarn) (?:run|test|exec|build|x)\b|^yarn [a-z]+|^npm t\b|^(?:npx|pnpx|bunx|tsc|vite|webpack|ng|next|nuxt|turbo|nx|lerna|gulp|grunt|node|jest|make)\b|^\.\/|^node_modules/;

/** What containers start that is a development dependency itself: a test runner, a server for developers, TypeScript as it is. */
const developmentStart = /^(?:npx|pnpx|bunx|(?:npm|pnpm|yarn|bun) (?:exec|dlx|x|t|test|(?:run |run-script )?(?:dev|test|lint|e2e|watch|storybook)\b.*|(?:run |run-script )?\S*:(?:dev|test|watch))(?: |$)|tsx|ts-node|nodemon|vite|jest|vitest|mocha|cypress|playwright|ng|webpack)(?: |$)|\.tsx?(?: |$)/;
const testImage = /^(?:cypress|playwright|puppeteer)(?:\/|$)/;

function startsDevelopmentTool(stage: Stage): boolean {
  const base = rootBase(stage);
  return (base.kind === "image" && testImage.test(base.ref.repository)) || developmentStages(stage.dockerfile).has(stage);
}

/** The stages in the chain of one that starts such a tool. */
const developmentStages = memoize((dockerfile: Dockerfile) =>
  chainsOf(dockerfile.stages.filter((stage) => developmentStart.test(startWords(stage).join(" ").replace(/^\S*\//, "")))));

/** Whether such a command stands behind an offset, in the step there or in later ones of the stages that it is part of. */
const isPrunedLater = laterIn((dockerfile) => invocationsLike(dockerfile, prunes));
const isBuiltLater = laterIn((dockerfile) => invocationsLike(dockerfile, builds));

function invocationsLike(dockerfile: Dockerfile, pattern: RegExp): Place[] {
  return runSteps(dockerfile).flatMap(({ script, stage }) =>
    script.invocations.filter(({ words }) => pattern.test(words.map((word) => word.unquoted).join(" "))).map(({ span }) => ({ stage, offset: span.start })));
}

function isOn(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
