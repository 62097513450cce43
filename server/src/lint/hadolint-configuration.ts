import { parseDocument } from "yaml";
import { type Rule, type Severity } from "../rules/rule.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Configuration, ConfigurationProblem, RuleSetting } from "./configuration.ts";
import type { ConfigurationFile } from "./configuration-files.ts";
import { profiles } from "./profiles.ts";

const severityNames: Readonly<Record<string, Severity>> = { error: "error", warning: "warning", info: "info", style: "hint", ignore: "off" };
const kinds: Readonly<Record<string, string>> = { text: "text", rawtext: "text", url: "url", rfc3339: "rfc3339", semver: "semver", hash: "hash", spdx: "spdx", email: "email" };

/** Keys that only say how hadolint itself is to run. */
const withoutMeaning = new Set(["format", "no-color", "verbose"]);

/** Reads a `.hadolint.yaml`. It has no globs. */
export function readConfigurationFile(snapshot: Snapshot, _folderUri: string, rules: readonly Rule[]): ConfigurationFile {
  const document = parseDocument(snapshot.text);
  const [error] = document.errors;
  const broken = error ? [{ path: [], message: `Not valid YAML at line ${snapshot.lines.positionAt(error.pos[0]).line + 1}.` }] : [];
  const { configuration, problems } = readSettings(error ? undefined : document.toJS(), rules);
  return { uri: snapshot.uri, covers: () => false, configuration, problems: [...broken, ...problems] };
}

/** What the parsed text means for our rules. What it cannot mean is told as a problem and left out. */
function readSettings(value: unknown, rules: readonly Rule[]): { configuration: Configuration; problems: ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  if (value === undefined || value === null) return { configuration: {}, problems };
  if (!isRecord(value)) return { configuration: {}, problems: [{ path: [], message: "The configuration must be a map." }] };
  const settings = new HadolintSettings(rules, problems);
  for (const [key, entry] of Object.entries(value)) settings.read(key, entry);
  return { configuration: settings.result(), problems };
}

/** Collects what the keys say, so that their order in the file does not matter. */
class HadolintSettings {
  private readonly rules: readonly Rule[];
  private readonly problems: ConfigurationProblem[];
  private readonly severities = new Map<string, Severity>();
  private readonly ignored = new Set<string>();
  private registries: readonly string[] | undefined;
  private schema: Readonly<Record<string, string>> | undefined;
  private isStrict = false;
  private failLevel: Configuration["failLevel"];
  private neverFails = false;
  private ignoresPragmas = false;

  constructor(rules: readonly Rule[], problems: ConfigurationProblem[]) {
    this.rules = rules;
    this.problems = problems;
  }

  read(key: string, value: unknown): void {
    if (key === "ignored") for (const code of this.strings([key], value)) this.ignored.add(code.toLowerCase());
    else if (key === "override") this.readOverride(value);
    else if (key === "trustedRegistries" || key === "trusted-registries") this.registries = this.strings([key], value);
    else if (key === "label-schema") this.readSchema(value);
    else if (key === "strict-labels") this.isStrict = value === true;
    else if (key === "no-fail") this.neverFails = value === true;
    else if (key === "disable-ignore-pragma") this.ignoresPragmas = value === true;
    else if (key === "failure-threshold") this.readThreshold(value);
    else if (!withoutMeaning.has(key)) this.problems.push({ path: [key], message: `hadolint has no setting "${key}".` });
  }

  result(): Configuration {
    const written: Record<string, RuleSetting> = {};
    for (const [code, severity] of this.severities) written[code] = severity;
    for (const rule of this.rules) {
      const options = this.optionsOf(rule);
      if (Object.keys(options).length > 0) written[rule.name.toLowerCase()] = [this.severityOf(rule), options];
    }
    for (const code of this.ignored) written[code] = "off";
    for (const rule of this.rules) if (namesOf(rule).some((name) => this.ignored.has(name))) written[rule.name.toLowerCase()] = "off";
    const failLevel = this.neverFails ? "none" : this.failLevel;
    return { rules: written, ...(failLevel === undefined ? {} : { failLevel }), ...(this.ignoresPragmas ? { ignoresPragmas: true } : {}) };
  }

  /** A rule that only gets options has hadolint's severity. */
  private severityOf(rule: Rule): Severity {
    for (const name of namesOf(rule)) {
      const severity = this.severities.get(name);
      if (severity !== undefined) return severity;
    }
    const severity = profiles["hadolint"]!(rule);
    return severity === undefined || severity === "off" ? rule.severity : severity;
  }

  private optionsOf(rule: Rule): Record<string, unknown> {
    const options: Record<string, unknown> = {};
    if (this.registries !== undefined && rule.options?.["registries"] !== undefined) options["registries"] = this.registries;
    if (this.schema !== undefined && rule.options?.["schema"] !== undefined) options["schema"] = this.schema;
    if (this.isStrict && rule.options?.["strict"] !== undefined) options["strict"] = true;
    return options;
  }

  private readOverride(value: unknown): void {
    if (!isRecord(value)) return this.wrong(["override"], "a map of severities and codes");
    for (const [name, codes] of Object.entries(value)) {
      const severity = Object.hasOwn(severityNames, name) ? severityNames[name] : undefined;
      if (severity === undefined || severity === "off") this.wrong(["override", name], "under one of error, warning, info, style");
      else for (const code of this.strings(["override", name], codes)) this.severities.set(code.toLowerCase(), severity);
    }
  }

  private readSchema(value: unknown): void {
    if (!isRecord(value)) return this.wrong(["label-schema"], "a map of labels and kinds");
    const schema: Record<string, string> = {};
    for (const [label, kind] of Object.entries(value)) {
      if (typeof kind === "string" && Object.hasOwn(kinds, kind)) schema[label] = kinds[kind]!;
      else this.wrong(["label-schema", label], `one of ${Object.keys(kinds).join(", ")}`);
    }
    this.schema = schema;
  }

  private readThreshold(value: unknown): void {
    if (value === "none" || value === "ignore") this.failLevel = value === "none" ? "none" : "hint";
    else if (typeof value === "string" && Object.hasOwn(severityNames, value)) this.failLevel = severityNames[value] as NonNullable<Configuration["failLevel"]>;
    else this.wrong(["failure-threshold"], "one of error, warning, info, style, ignore, none");
  }

  private strings(path: readonly string[], value: unknown): readonly string[] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
    this.wrong(path, "a list of texts");
    return [];
  }

  private wrong(path: readonly string[], expected: string): void {
    this.problems.push({ path, message: `This must be ${expected}.` });
  }
}

function namesOf(rule: Rule): string[] {
  return [rule.name, ...(rule.aliases ?? [])].map((name) => name.toLowerCase());
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
