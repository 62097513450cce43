import type { CommandUse, ShellEnvironment } from "../../syntax/shell/walk.ts";

/**
 * Gives the state of the shell before each command. `step` gives the state behind a command of the given names; changes in
 * a subshell end with it, and those in a function's body do not count outside it, because it is not known when it is called.
 */
export function statesBefore<State>(
  uses: readonly CommandUse[],
  initial: State,
  names: ReadonlySet<string>,
  step: (state: State, use: CommandUse) => State,
): (use: CommandUse) => State {
  const changes = uses.some((use) => use.command.name !== undefined && names.has(use.command.name.unquoted));
  if (!changes) return () => initial;
  const states = new Map<ShellEnvironment, State>();
  const before = new Map<CommandUse, State>();
  const functions = new Map<string, State>();
  for (const use of uses) {
    const { environment, functionName } = use.scope;
    if (functionName !== undefined) {
      const state = functions.get(functionName) ?? stateOf(environment, states, initial);
      before.set(use, state);
      functions.set(functionName, step(state, use));
      continue;
    }
    const state = stateOf(environment, states, initial);
    before.set(use, state);
    const next = use.pipeline.commands.length > 1 ? state : step(state, use);
    states.set(environment, next);
  }
  return (use) => (before.has(use) ? before.get(use)! : initial);
}

function stateOf<State>(environment: ShellEnvironment, states: Map<ShellEnvironment, State>, initial: State): State {
  for (let at: ShellEnvironment | undefined = environment; at !== undefined; at = at.parent) {
    const state = states.get(at);
    if (state !== undefined) return state;
  }
  return initial;
}
