import type { Environment, EnvironmentValue } from "../base/host.ts";
import { bakeLanguage } from "./bake-language.ts";

export interface BakeEnvironment extends Environment {
  /** What the env files say, without what the settings say otherwise: builds need it as well. */
  readonly envFileValues: ReadonlyMap<string, string>;
}

/** The environment with what env files say on top; the variables of the settings stay above both. Later files win. */
export function withEnvFiles(environment: Environment, texts: readonly string[]): BakeEnvironment {
  const values = new Map<string, EnvironmentValue>();
  const get = (name: string): EnvironmentValue | undefined => {
    const own = environment.get(name);
    return own?.origin === "setting" ? own : (values.get(name) ?? own);
  };
  for (const text of texts) {
    for (const [name, value] of bakeLanguage.loaded!.readDotenv(text, (variable) => get(variable)?.value).values) values.set(name, { value, origin: "env-file" });
  }
  const envFileValues = new Map([...values].flatMap(([name, { value }]) => (get(name)?.origin === "env-file" ? [[name, value] as const] : [])));
  return { get, envFileValues };
}
