import type { Schema } from "./schema.ts";

const text: Schema = { type: "string" };
const texts: Schema = { type: "array", items: text };
const flag: Schema = { type: ["boolean", "string"] };
const size: Schema = { type: ["integer", "string"] };
const extension = [/^x-/, {}] as const;
const uniqueTexts: Schema = { type: "array", items: text, isUnique: true };

const listOrMapping: Schema = {
  oneOf: [{ type: "object", patterns: [[/.+/, { type: ["string", "number", "boolean", "null"] }]], isClosed: true }, uniqueTexts],
};

const extraHosts: Schema = {
  oneOf: [{ type: "object", patterns: [[/.+/, { oneOf: [text, texts] }]], isClosed: true }, uniqueTexts],
};

const secretMounts: Schema = {
  type: "array",
  items: {
    oneOf: [text, {
      type: "object", properties: { source: text, target: text, uid: text, gid: text, mode: { type: ["number", "string"] } }, patterns: [extension], isClosed: true,
    }],
  },
};

const ulimits: Schema = {
  type: "object",
  patterns: [[/^[a-z]+$/, { oneOf: [size, { type: "object", properties: { hard: size, soft: size }, required: ["soft", "hard"], patterns: [extension], isClosed: true }] }]],
};

const build: Schema = {
  oneOf: [text, {
    type: "object",
    properties: {
      context: text, dockerfile: text, dockerfile_inline: text, entitlements: texts, args: listOrMapping, ssh: listOrMapping, labels: listOrMapping,
      cache_from: texts, cache_to: texts, no_cache: flag, additional_contexts: listOrMapping, network: text, provenance: flag, sbom: flag, pull: flag,
      target: text, shm_size: size, extra_hosts: extraHosts, isolation: text, privileged: flag, secrets: secretMounts, tags: texts, ulimits, platforms: texts,
    },
    patterns: [extension],
    isClosed: true,
  }],
};

const envFile: Schema = {
  oneOf: [text, {
    type: "array",
    items: { oneOf: [text, { type: "object", properties: { path: text, format: text, required: flag }, required: ["path"], isClosed: true }] },
  }],
};

/** What buildx reads of a service. */
export const serviceSchema: Schema = {
  type: "object", properties: { image: text, build, environment: listOrMapping, env_file: envFile }, patterns: [extension], isClosed: true,
};

export const secretSchema: Schema = {
  type: "object",
  properties: {
    name: text, environment: text, file: text, external: { type: ["boolean", "string", "object"], properties: { name: text } }, labels: listOrMapping,
    driver: text, driver_opts: { type: "object", patterns: [[/^.+$/, { type: ["string", "number"] }]] }, template_driver: text,
  },
  patterns: [extension],
  isClosed: true,
};

/** The keys of services and secrets. */
export const resourceName = /^[a-zA-Z0-9._-]+$/;
