/** Build arguments that BuildKit takes without an ARG in the Dockerfile. Source: the Dockerfile reference, "Predefined ARGs". */
const predefined: ReadonlySet<string> = new Set([
  "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
  "SOURCE_DATE_EPOCH",
  "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT",
  "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
]);

/** `BUILDKIT_…` arguments steer the frontend itself. */
export function isPredefinedArg(name: string): boolean {
  return predefined.has(name) || name.startsWith("BUILDKIT_");
}
