/** What lies in the root of many projects and belongs into hardly any image: history, dependencies of the host, local settings, keys. */
export const sensitivePaths: readonly string[] = [
  ".git", "node_modules", ".venv", "venv", ".env", ".env.local", ".env.production", ".npmrc", ".pypirc", ".netrc", ".aws", ".ssh", "id_rsa", "id_ed25519", ".terraform", "terraform.tfstate",
];
