import { closestName } from "../base/closest-name.ts";
import { type Rule, severities } from "../rules/rule.ts";
import type { Configuration, ConfigurationOverride, ConfigurationProblem, RuleSetting } from "./configuration.ts";
import { profileNames } from "./profiles.ts";
import { isShellcheckName } from "./shellcheck-rules.ts";

/** Checks the shape of a parsed configuration and keeps what is sound. */
export function readConfiguration(value: unknown, rules: readonly Rule[]): { configuration: Configuration; problems: ConfigurationProblem[] } {
  const reader = new ConfigurationReader(rules);
  return { configuration: reader.read(value), problems: reader.problems };
}

class ConfigurationReader {
  readonly problems: ConfigurationProblem[] = [];
  private readonly rules: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
  }

  read(value: unknown): Configuration {
    if (value === undefined) return {};
    if (!isRecord(value)) {
      this.report([], "The configuration must be an object.");
      return {};
    }
    this.checkKeys(value, ["$schema", "profile", "rules", "ignore", "overrides"], []);
    return {
      profile: this.readProfile(value["profile"], ["profile"]),
      rules: this.readRules(value["rules"], ["rules"]),
      ignore: this.readGlobs(value["ignore"], ["ignore"]),
      overrides: this.readOverrides(value["overrides"]),
    };
  }

  private report(path: readonly string[], message: string): undefined {
    this.problems.push({ path, message });
    return undefined;
  }

  private checkKeys(value: Record<string, unknown>, known: readonly string[], path: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const close = closestName(key, known);
      this.report([...path, key], `Unknown key "${key}".${close ? ` Did you mean "${close}"?` : ""}`);
    }
  }

  private readProfile(value: unknown, path: readonly string[]): string | undefined {
    if (value === undefined || (typeof value === "string" && profileNames.includes(value))) return value;
    return this.report(path, `"profile" must be one of ${profileNames.join(", ")}.`);
  }

  private readGlobs(value: unknown, path: readonly string[]): string[] | undefined {
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
    return this.report(path, `"${path.at(-1)}" must be a list of glob patterns.`);
  }

  private readRules(value: unknown, path: readonly string[]): Record<string, RuleSetting> | undefined {
    if (value === undefined) return undefined;
    if (!isRecord(value)) return this.report(path, '"rules" must be an object of rule names and severities.');
    const names = new Set(this.rules.flatMap((rule) => [rule.name, ...(rule.aliases ?? [])]).map((name) => name.toLowerCase()));
    const sound: Record<string, RuleSetting> = {};
    for (const [name, setting] of Object.entries(value)) {
      if (!names.has(name.toLowerCase()) && !isShellcheckName(name)) {
        const close = closestName(name, this.rules.map((rule) => rule.name));
        this.report([...path, name], `There is no rule "${name}".${close ? ` Did you mean "${close}"?` : ""}`);
      } else if (isRuleSetting(setting)) {
        sound[name.toLowerCase()] = setting;
      } else {
        this.report([...path, name], `"${name}" must be one of ${severities.join(", ")}, or [severity, options].`);
      }
    }
    return sound;
  }

  private readOverrides(value: unknown): ConfigurationOverride[] | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.report(["overrides"], '"overrides" must be a list of objects with "files" and "rules".');
    return value.flatMap((entry: unknown, index) => this.readOverride(entry, ["overrides", String(index)]) ?? []);
  }

  private readOverride(value: unknown, path: readonly string[]): ConfigurationOverride | undefined {
    if (!isRecord(value)) return this.report(path, 'An entry of "overrides" must be an object with "files" and "rules".');
    this.checkKeys(value, ["files", "profile", "rules"], path);
    if (value["files"] === undefined) return this.report(path, 'An entry of "overrides" needs "files": a list of glob patterns.');
    const files = this.readGlobs(value["files"], [...path, "files"]);
    if (!files) return undefined;
    return { files, profile: this.readProfile(value["profile"], [...path, "profile"]), rules: this.readRules(value["rules"], [...path, "rules"]) };
  }
}

function isRuleSetting(value: unknown): value is RuleSetting {
  if (typeof value === "string") return (severities as readonly string[]).includes(value);
  return Array.isArray(value) && value.length === 2 && isRuleSetting(value[0]) && typeof value[0] === "string" && isRecord(value[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
