import { spdxLicenses } from "../../data/spdx-licenses.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { isGitHash, isMailAddress, isSemanticVersion, isTimestamp } from "../dockerfile/labels/label-values.ts";
import { type Label, labelSchema, labelsOf } from "../dockerfile/labels/labels.ts";
import type { Place } from "./runs.ts";

function placeOfKey({ instruction, pair }: Label): Place {
  return { instruction, span: pair.key.span };
}

/** Variables count as the characters that they are written with. */
export function invalidKeys(dockerfile: Dockerfile): Place[] {
  return labelsOf(dockerfile).filter(({ key }) => !/^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) || /\.\.|--|^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key)).map(placeOfKey);
}

const isValid: Readonly<Record<string, (value: string) => boolean>> = {
  url: (value) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(value),
  rfc3339: isTimestamp,
  spdx: (value) => spdxLicenses().has(value),
  hash: (value) => isGitHash(value) && value.length <= 40,
  semver: isSemanticVersion,
  email: isMailAddress,
};

/** Only labels of the configured schema are looked at. A variable is no value of any kind. */
export function invalidValues(dockerfile: Dockerfile, schema: unknown, kind: string): Place[] {
  const kinds = labelSchema(schema);
  return labelsOf(dockerfile).filter(({ key, value }) => kinds.get(key) === kind && !isValid[kind]!(value ?? "")).map(placeOfKey);
}
