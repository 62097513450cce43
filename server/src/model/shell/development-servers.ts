import type { Span } from "../../base/span.ts";
import type { Invocation } from "./invocations.ts";

/** Commands that start a server made for development: programs, and the words that must follow in this order. */
const commands: readonly (readonly [RegExp, readonly RegExp[]])[] = [
  [/^(?:manage\.py|django-admin)$/, [/^runserver(?:_plus)?$/]],
  [/^python[\d.]*$/, [/(?:^|\/)manage\.py$/, /^runserver(?:_plus)?$/]],
  [/^flask$/, [/^run$/]],
  [/^python[\d.]*$/, [/^-m$/, /^flask$/, /^run$/]],
  [/^fastapi$/, [/^dev$/]],
  [/^uvicorn$/, [/^--reload$/]],
  [/^(?:npm|yarn|pnpm|bun)$/, [/^(?:dev|develop|start:dev|serve:dev|watch)$/]],
  [/^nodemon$/, []],
  [/^(?:npx|pnpx|bunx)$/, [/^(?:nodemon|vite|webpack-dev-server|ng)$/]],
  [/^vite$/, []],
  [/^next$/, [/^dev$/]],
  [/^nuxt$/, [/^dev$/]],
  [/^ng$/, [/^serve$/]],
  [/^webpack-dev-server$/, []],
  [/^php$/, [/^artisan$/, /^serve$/]],
  [/^dotnet$/, [/^watch$/]],
  [/^air$/, []],
];

/** The words of an invocation that start a development server; undefined when it starts none. */
export function developmentServer(invocation: Invocation): Span | undefined {
  if (servesNothing(invocation)) return undefined;
  for (const [program, words] of commands) {
    if (!program.test(invocation.name)) continue;
    let end = invocation.words[0]!.span.end;
    let next = 0;
    for (const [index, word] of invocation.arguments.entries()) {
      // What follows names a package.
      if (/^(?:--filter|-F|--workspace|-w|--cwd|-C|--prefix)$/.test(invocation.arguments[index - 1]?.unquoted ?? "")) continue;
      if (next < words.length && words[next]!.test(word.unquoted)) {
        next++;
        end = word.span.end;
      }
    }
    if (next === words.length) return { start: invocation.words[0]!.span.start, end };
  }
  return undefined;
}

/** Other subcommands of the same programs: `vite build`, `npx ng test`, `air format` of the formatter for R. */
function servesNothing({ name, arguments: words }: Invocation): boolean {
  const others = words.map(({ unquoted }) => unquoted).filter((word) => !word.startsWith("-"));
  if (/^(?:npx|pnpx|bunx)$/.test(name)) return (others[0] === "vite" && /^(?:build|preview)$/.test(others[1] ?? "")) || (others[0] === "ng" && others[1] !== "serve");
  if (name === "vite") return /^(?:build|preview|optimize)$/.test(others[0] ?? "");
  return name === "air" && /^(?:format|init|language-server)$/.test(others[0] ?? "");
}
