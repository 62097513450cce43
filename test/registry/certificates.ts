import { join } from "node:path";
import type { TestContext } from "node:test";
import { provideTool } from "../../scripts/real-parts/apt.ts";
import type { ToolPart } from "../../scripts/real-parts/part.ts";
import { runOrThrow } from "../../scripts/real-parts/run.ts";
import { temporaryFolder } from "./docker-config.ts";

/** Files of a certificate and of the key that it belongs to. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

export function provideOpenssl() {
  return provideTool(["openssl"], "openssl", ["version"]);
}

/** A certificate that nobody but itself vouches for. */
export async function selfSigned(t: TestContext, { path }: ToolPart): Promise<CertificateFiles> {
  const folder = temporaryFolder(t);
  const files = { certificate: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  await runOrThrow(path, ["req", ...kind, "-keyout", files.key, "-out", files.certificate], { timeout: 20_000 });
  return files;
}
