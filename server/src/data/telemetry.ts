/** A tool that reports how it is used, and the setting that its makers document to stop it. */
export interface TelemetryOptOut {
  readonly tool: string;
  /** Programs that report. */
  readonly programs: RegExp;
  readonly variable: string;
  readonly value: string;
}

/** In the order of the tools' names. */
export const telemetryOptOuts: readonly TelemetryOptOut[] = [
  { tool: "Angular", programs: /^ng$/, variable: "NG_CLI_ANALYTICS", value: "false" },
  { tool: "Astro", programs: /^astro$/, variable: "ASTRO_TELEMETRY_DISABLED", value: "1" },
  { tool: "the Azure CLI", programs: /^az$/, variable: "AZURE_CORE_COLLECT_TELEMETRY", value: "0" },
  { tool: ".NET", programs: /^dotnet$/, variable: "DOTNET_CLI_TELEMETRY_OPTOUT", value: "1" },
  { tool: "Gatsby", programs: /^gatsby$/, variable: "GATSBY_TELEMETRY_DISABLED", value: "1" },
  { tool: "the Hugging Face Hub", programs: /^(?:huggingface-cli|hf)$/, variable: "HF_HUB_DISABLE_TELEMETRY", value: "1" },
  { tool: "Homebrew", programs: /^brew$/, variable: "HOMEBREW_NO_ANALYTICS", value: "1" },
  { tool: "Next.js", programs: /^next$/, variable: "NEXT_TELEMETRY_DISABLED", value: "1" },
  { tool: "Nuxt", programs: /^(?:nuxt|nuxi)$/, variable: "NUXT_TELEMETRY_DISABLED", value: "1" },
  { tool: "PowerShell", programs: /^pwsh$/, variable: "POWERSHELL_TELEMETRY_OPTOUT", value: "1" },
  { tool: "SAM", programs: /^sam$/, variable: "SAM_CLI_TELEMETRY", value: "0" },
  { tool: "Storybook", programs: /^(?:storybook|sb)$/, variable: "STORYBOOK_DISABLE_TELEMETRY", value: "1" },
  { tool: "Terraform", programs: /^(?:terraform|packer)$/, variable: "CHECKPOINT_DISABLE", value: "1" },
  { tool: "Turborepo", programs: /^turbo$/, variable: "TURBO_TELEMETRY_DISABLED", value: "1" },
  { tool: "vcpkg", programs: /^vcpkg$/, variable: "VCPKG_DISABLE_METRICS", value: "1" },
  { tool: "Wrangler", programs: /^wrangler$/, variable: "WRANGLER_SEND_METRICS", value: "false" },
];
